package io.mortise.server.browser;

import java.util.List;

/**
 * The checklist of the first run, at its beginning, while it waits, and after a refused request.
 */
final class FirstStepsTour {
  private static final String LIST = "/credentials";
  private static final String NOTHING =
      """
      {"items": [], "next": null, "total": 0}
      """;
  private static final String KEY =
      """
      {"id": "key_fake", "name": "billing-engine", "prefix": "mrt_fake", "scopes": ["runtime:resolve"],
       "workspaces": null, "flows": null, "damaged": false, "expiresAt": null, "uses": 0,
       "lastUsedAt": null, "oldTokenUntil": null, "createdAt": "2026-11-01T10:00:00Z",
       "createdBy": {"id": "usr_fake", "name": "Olga Owner"}, "version": 1%s}
      """;

  private FirstStepsTour() {}

  static List<Tour> stops() {
    return List.of(
        new Tour("first-steps", LIST, FirstStepsTour::fresh, "0 of 4 done"),
        new Tour(
            "first-steps-waiting",
            LIST,
            screens -> withKey(screens, ""),
            "Waiting for the first request with"),
        new Tour(
            "first-steps-refused",
            LIST,
            screens ->
                withKey(
                    screens,
                    """
                    , "lastUse": {"at": "2026-11-01T10:00:00Z", "credential": null,
                                  "outcome": "refused", "reason": "not_permitted"}
                    """),
            "was refused"));
  }

  private static void fresh(Screens screens) {
    screens
        .withFirstSteps()
        .answer("GET", "/api/v1/credentials", 200, NOTHING)
        .answer(
            "GET",
            "/api/v1/credentials/summary",
            200,
            """
            {"total": 0, "byStatus": {}, "byConnector": {}}
            """)
        .answer("GET", "/api/v1/api-keys", 200, NOTHING)
        .go(LIST);
  }

  private static void withKey(Screens screens, String use) {
    String key = KEY.formatted(use);
    screens
        .withFirstSteps()
        .answer("GET", "/api/v1/api-keys", 200, "{\"items\": [%s], \"next\": null}".formatted(key))
        .answer("GET", "/api/v1/api-keys/key_fake", 200, key)
        .go(LIST);
  }
}
