package io.mortise.server.signin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mortise.server.access.EndpointRule;
import io.mortise.server.kernel.HealthCheck;
import io.mortise.server.kernel.HealthCheck.HealthProblem;
import io.mortise.server.kernel.Refused;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Whether this server can work: 503 while the database cannot be reached. A browser asks before
 * anybody has signed in, to show the initial setup where it has not been made.
 */
@RestController
class HealthController {
  private static final String PATH = "/api/v1/health";
  private static final String VERSION = version();

  private final Accounts accounts;
  private final List<HealthCheck> checks;

  HealthController(Accounts accounts, List<HealthCheck> checks) {
    this.accounts = accounts;
    this.checks = checks;
  }

  @Bean
  static EndpointRule healthIsOpen() {
    return new EndpointRule(EndpointRule.Kind.OPEN, HttpMethod.GET, PATH);
  }

  /**
   * @param setUp whether somebody exists
   * @param problems absent while all is well
   */
  record Health(
      String status,
      String version,
      boolean setUp,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<HealthProblem> problems) {}

  @GetMapping(PATH)
  @SecurityRequirements
  Health health() {
    boolean setUp = isSetUp();
    var problems =
        checks.stream()
            .flatMap(check -> check.problems().stream())
            .collect(
                Collectors.toMap(
                    HealthProblem::code, each -> each, (first, next) -> first, LinkedHashMap::new))
            .values();
    return problems.isEmpty()
        ? new Health("up", VERSION, setUp, null)
        : new Health("degraded", VERSION, setUp, List.copyOf(problems));
  }

  private boolean isSetUp() {
    try {
      return !accounts.nobodyExists();
    } catch (RuntimeException failure) {
      throw isDiskFull() ? Refused.diskFull() : failure;
    }
  }

  /** A database that ended because its disk is full says only that it cannot be reached. */
  private boolean isDiskFull() {
    return checks.stream()
        .filter(HealthCheck::worksWithoutDatabase)
        .flatMap(check -> check.problems().stream())
        .anyMatch(problem -> problem.code().equals("disk_full"));
  }

  private static String version() {
    String version = HealthController.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
