package io.mortise.server.signin;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.mortise.server.access.Principal;
import io.mortise.server.kernel.RequestCheck;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Changes the password of the person who is signed in. */
@RestController
@RequestMapping("/api/v1/me/password")
class PasswordController {
  private final PasswordChanger changer;
  private final SignInLimit limit;

  PasswordController(PasswordChanger changer, SignInLimit limit) {
    this.changer = changer;
    this.limit = limit;
  }

  record NewPassword(
      @Schema(requiredMode = REQUIRED) @Nullable String password,
      @Schema(requiredMode = REQUIRED) @Nullable String newPassword) {
    @Override
    public String toString() {
      return "NewPassword[]";
    }
  }

  @PutMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void change(Principal.SignedIn principal, @RequestBody NewPassword body) {
    var check = new RequestCheck();
    String password = check.text("/password", body.password(), 1_000);
    String newPassword = check.password("/newPassword", body.newPassword());
    check.done();
    try (var attempt = limit.confirm(principal.session())) {
      changer.change(principal, password, newPassword);
      attempt.right();
    }
  }
}
