package io.mortise.server.credentials.browse;

import io.mortise.server.access.Principal;
import io.mortise.server.credentials.manage.CredentialAdder;
import io.mortise.server.credentials.manage.CredentialTrial;
import io.mortise.server.credentials.manage.SavedCredentialTester;
import io.mortise.server.credentials.store.CredentialGate;
import io.mortise.server.credentials.store.TestResult;
import io.mortise.server.kernel.AnswerNotKept;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tests credentials, saved and not saved. */
@RestController
@RequestMapping("/api/v1/credentials")
class CredentialTestController {
  private final CredentialAdder adder;
  private final SavedCredentialTester saved;

  CredentialTestController(CredentialAdder adder, SavedCredentialTester saved) {
    this.adder = adder;
    this.saved = saved;
  }

  @PostMapping("/test")
  @AnswerNotKept
  TestResult testUnsaved(Principal principal, @RequestBody CredentialTrial body) {
    return adder.tryOut(principal, body);
  }

  @PostMapping("/{id}/test")
  @AnswerNotKept
  TestResult test(Principal principal, @PathVariable String id) {
    return saved.test(principal, CredentialGate.id(id));
  }
}
