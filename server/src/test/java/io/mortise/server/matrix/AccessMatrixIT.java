package io.mortise.server.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.matrix.Rule.Ends;
import io.mortise.server.testing.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every operation of the OpenAPI document, asked by somebody of every kind with everything they can
 * be known by, about every kind of credential. An operation without a row fails the build.
 */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class AccessMatrixIT {
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE");

  private static World world;

  @BeforeAll
  static void create() {
    world = World.create();
  }

  @AfterAll
  static void end() {
    world.close();
  }

  @Test
  void everyOperation_hasARow() {
    var document = world.server().api().get("/api/openapi.json").expect(200).json();
    var operations = new TreeSet<String>();
    for (var path : document.path("paths").properties()) {
      METHODS.stream()
          .filter(method -> path.getValue().has(method.toLowerCase(Locale.ROOT)))
          .forEach(method -> operations.add(method + " " + path.getKey()));
    }

    var rows = Endpoint.all().stream().map(Endpoint::operation).collect(Collectors.toSet());
    rows.add("DELETE /api/v1/session");

    assertThat(rows).containsExactlyInAnyOrderElementsOf(operations);
  }

  @Test
  void everyCaller_getsWhatTheProductTextSays() {
    var wrong = new ArrayList<String>();
    int cases = 0;
    for (Endpoint endpoint : Endpoint.all()) {
      for (Target target : endpoint.perTarget() ? world.targets() : world.targets().subList(0, 1)) {
        for (Asking asking : world.callers()) {
          cases++;
          check(endpoint, asking, target, wrong);
        }
      }
    }

    System.out.println("Access matrix: " + cases + " cases");
    assertThat(wrong).isEmpty();
    assertThat(cases).isGreaterThan(20_000);
  }

  @Test
  void everyCaller_isListedExactlyWhatTheyMaySee() {
    for (Asking asking : world.callers()) {
      if (!asking.known() || asking.lacks("credentials:read")) {
        continue;
      }
      var seen =
          asking.api().get("/credentials?limit=200").expect(200).items().stream()
              .map(item -> item.path("id").asString())
              .collect(Collectors.toSet());

      assertThat(seen).as(asking.toString()).isEqualTo(visible(asking));
    }
  }

  @Test
  void endingASession_isForPeople() {
    for (Asking asking : world.callers()) {
      var api = asking.known() && asking.key() == null ? world.freshSession(asking) : asking.api();
      int expected = !asking.known() ? 401 : asking.key() == null ? 204 : 403;

      assertThat(api.delete("/session").status()).as(asking.toString()).isEqualTo(expected);
    }
  }

  private static void check(Endpoint endpoint, Asking asking, Target target, List<String> wrong) {
    if (endpoint.operation().endsWith("/reservation")) {
      world.reserveName(target);
    }
    Answer answer = endpoint.call(asking, target, world.sales());
    Ends expected = endpoint.rule().of(asking, target);
    if (answer.status() >= 500 || endpoint.ended(answer) != expected) {
      wrong.add(
          "%s of “%s” by %s: %d %s, expected %s"
              .formatted(
                  endpoint.operation(),
                  target.name(),
                  asking,
                  answer.status(),
                  answer.code(),
                  expected));
    }
  }

  private static Set<String> visible(Asking asking) {
    Rule see = Rule.level("see", "credentials:read", Rule.Also.OFF_BOARDING);
    return world.targets().stream()
        .filter(target -> see.of(asking, target) == Ends.ALLOWED)
        .flatMap(target -> List.of(target.id(), target.revoked()).stream())
        .collect(Collectors.toSet());
  }
}
