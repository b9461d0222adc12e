package io.mortise.server.credentials.runtime;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mortise.runtime.auth.AppliedAuth;
import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.credential.CredentialRef;
import io.mortise.runtime.credential.CredentialSource.Used;
import io.mortise.runtime.credential.EventContext;
import io.mortise.runtime.credential.ResolvedCredential;
import io.mortise.runtime.problem.Problem;
import io.mortise.server.access.ApiKey;
import io.mortise.server.access.ApiKeyScope;
import io.mortise.server.access.EndpointRule;
import io.mortise.server.access.Principal;
import io.mortise.server.connectors.Connectors;
import io.mortise.server.credentials.CredentialResolver;
import io.mortise.server.credentials.UsePurpose;
import io.mortise.server.credentials.UseTerms;
import io.mortise.server.kernel.Characters;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.ProblemDocument;
import io.mortise.server.kernel.RequestCheck;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What engines call. */
@RestController
@RequestMapping(RuntimeController.PATH)
class RuntimeController implements AutoCloseable {
  static final String PATH = "/runtime/v1";
  private static final String RESOLVE = "/credentials/{ref}/resolve";
  private static final String BATCH = "/resolve";
  private static final String WHO_AM_I = "/whoami";
  private static final int MAX_BATCH = 100;
  private static final Pattern CONTEXT_ID = Pattern.compile("[A-Za-z0-9_.:@#-]{1,100}");

  private final CredentialResolver resolver;
  private final CredentialOutcomes outcomes;
  private final Connectors connectors;
  private final ExecutorService batches = Executors.newVirtualThreadPerTaskExecutor();

  RuntimeController(
      CredentialResolver resolver, CredentialOutcomes outcomes, Connectors connectors) {
    this.resolver = resolver;
    this.outcomes = outcomes;
    this.connectors = connectors;
  }

  /**
   * Every request but the report of an outcome, which is not recorded under the principal's
   * generations.
   */
  @Bean
  static EndpointRule engineCallsRememberPrincipals() {
    return new EndpointRule(
        EndpointRule.Kind.REMEMBERED_PRINCIPAL,
        null,
        PATH + RESOLVE,
        PATH + BATCH,
        PATH + WHO_AM_I);
  }

  /** Requests have ended by now, and with them what they gave out. */
  @Override
  public void close() {
    batches.close();
  }

  record ResolveRequest(
      @Nullable String workspace,
      @Nullable String flow,
      @Nullable String run,
      @Nullable String step,
      @Nullable String rejected) {
    static final ResolveRequest NOTHING = new ResolveRequest(null, null, null, null, null);

    EventContext context() {
      return RuntimeController.context(workspace, flow, run, step);
    }
  }

  @PostMapping(RESOLVE)
  ResolvedAnswer resolve(
      Principal principal,
      @PathVariable String ref,
      @RequestBody(required = false) @Nullable ResolveRequest body) {
    var asked = body == null ? ResolveRequest.NOTHING : body;
    return resolve(principal, ref, asked.context(), UseTerms.alone().rejecting(asked.rejected()));
  }

  record ResolveBatch(
      @Schema(requiredMode = REQUIRED) @Nullable List<ResolveBatchItem> credentials) {}

  record ResolveBatchItem(
      @Schema(requiredMode = REQUIRED) @Nullable String ref,
      @Nullable String workspace,
      @Nullable String flow,
      @Nullable String run,
      @Nullable String step,
      @Nullable String rejected) {}

  record ResolvedBatch(
      @ArraySchema(schema = @Schema(oneOf = {ResolvedAnswer.class, RefusedItem.class}))
          List<Object> items) {}

  /** A refusal in a batch, as a problem document (RFC 9457). */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RefusedItem(ProblemDocument problem) {}

  /** The items share a commit, because they are resolved side by side. */
  @PostMapping(BATCH)
  ResolvedBatch resolveBatch(Principal principal, @RequestBody ResolveBatch body)
      throws InterruptedException {
    var items = body.credentials();
    if (items == null || items.isEmpty() || items.size() > MAX_BATCH) {
      throw new InvalidRequest("/credentials", "credentials is a list of 1 to " + MAX_BATCH + ".");
    }
    var tasks = new ArrayList<Callable<Object>>();
    for (int i = 0; i < items.size(); i++) {
      ResolveBatchItem item = items.get(i);
      String pointer = "/credentials/" + i + "/ref";
      tasks.add(() -> item(principal, item, pointer));
    }
    var answers = new ArrayList<Object>();
    for (Future<Object> answer : batches.invokeAll(tasks)) {
      answers.add(joined(answer));
    }
    return new ResolvedBatch(answers);
  }

  record ReportedOutcome(
      @Schema(requiredMode = REQUIRED) @Nullable String tokenId,
      @Schema(
              requiredMode = REQUIRED,
              allowableValues = {"ok", "refused"})
          @Nullable String outcome,
      @Nullable Integer httpStatus,
      @Nullable String workspace) {}

  @PostMapping("/credentials/{ref}/outcome")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void outcome(Principal principal, @PathVariable String ref, @RequestBody ReportedOutcome body) {
    var check = new RequestCheck();
    String token = check.text("/tokenId", body.tokenId(), 100);
    String outcome = check.text("/outcome", body.outcome(), 20);
    if (!outcome.isEmpty() && !outcome.equals("ok") && !outcome.equals("refused")) {
      check.add("/outcome", "outcome is ok or refused.");
    }
    Integer status = body.httpStatus();
    if (status != null && (status < 100 || status > 599)) {
      check.add("/httpStatus", "httpStatus is a number from 100 to 599.");
    }
    check.done();
    var context = context(body.workspace(), null, null, null);
    outcomes.report(principal, ref(ref), context, token, outcome.equals("refused"));
  }

  /**
   * Which key this is. Also the yardstick of the bench: the least that a secured endpoint can do.
   */
  record WhoAmI(String key, List<String> scopes) {}

  @GetMapping(WHO_AM_I)
  WhoAmI whoAmI(Principal principal) {
    ApiKey key = principal.key().orElseThrow();
    return new WhoAmI(
        key.id().toString(), key.scopes().stream().map(ApiKeyScope::wire).sorted().toList());
  }

  private Object item(Principal principal, @Nullable ResolveBatchItem item, String pointer) {
    try {
      if (item == null || item.ref() == null) {
        throw new InvalidRequest(pointer, "ref is missing.");
      }
      var context = context(item.workspace(), item.flow(), item.run(), item.step());
      var terms = UseTerms.inBatch().rejecting(item.rejected());
      return resolve(principal, item.ref(), context, terms);
    } catch (Problem problem) {
      return new RefusedItem(ProblemDocument.of(problem));
    }
  }

  private static Object joined(Future<Object> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
  }

  private ResolvedAnswer resolve(
      Principal principal, String ref, EventContext context, UseTerms terms) {
    String rejected = terms.rejected();
    return resolver
        .sourceFor(principal, UsePurpose.HAND_OUT, terms)
        .use(
            ref(ref),
            context,
            resolved -> {
              if (rejected != null) {
                outcomes.rejected(principal, resolved.id(), rejected, context);
              }
              return Used.well(answer(resolved));
            });
  }

  private ResolvedAnswer answer(ResolvedCredential resolved) {
    var named = resolved.method();
    AuthMethod method = connectors.method(connectors.get(named.connector()), named.id());
    AppliedAuth applied = method.scheme().additions(resolved.fields()).orElse(null);
    return ResolvedAnswer.of(resolved, method, applied);
  }

  static CredentialRef ref(String text) {
    if (text.isBlank()
        || Characters.count(text) > 80
        || text.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidRequest("/ref", "A credential is named by its cred_… id or its name.");
    }
    return CredentialRef.of(text);
  }

  static EventContext context(
      @Nullable String workspace,
      @Nullable String flow,
      @Nullable String run,
      @Nullable String step) {
    if (workspace == null && flow == null && run == null && step == null) {
      return EventContext.unnamed();
    }
    return new EventContext(
        workspace, contextId("/flow", flow), contextId("/run", run), contextId("/step", step));
  }

  private static @Nullable String contextId(String pointer, @Nullable String text) {
    if (text != null && !CONTEXT_ID.matcher(text).matches()) {
      throw new InvalidRequest(
          pointer, pointer.substring(1) + " is an id of at most 100 letters, digits or _.:@#-.");
    }
    return text;
  }
}
