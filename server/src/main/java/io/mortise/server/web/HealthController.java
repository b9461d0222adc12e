package io.mortise.server.web;

import io.mortise.server.accounts.Accounts;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether this server can work: 503 while the database is away. */
@RestController
class HealthController {
  private static final String VERSION = version();

  private final Accounts accounts;

  HealthController(Accounts accounts) {
    this.accounts = accounts;
  }

  /**
   * @param setUp whether somebody exists
   */
  record Health(String status, String version, boolean setUp) {}

  @GetMapping("/api/v1/health")
  @SecurityRequirements
  Health health() {
    return new Health("up", VERSION, !accounts.nobodyExists());
  }

  private static String version() {
    String version = HealthController.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
