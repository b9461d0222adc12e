package io.mortise.server.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Calls of one editor whose answers take as long to mask as any can: everybody else is served in
 * the meantime.
 */
class MaskingSoakIT {
  private static final int CALLS_AT_ONCE = 3;
  private static final int ESCAPES = 5 * 1024 * 1024 / 6;

  private static TestServer server;
  private static DialectServer service;
  private static Api engine;
  private static String id;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    service = DialectServer.start().answers(200, "{\"a\":\"" + "\\u0021".repeat(ESCAPES) + "\"}");
    Api olga = server.api().setUp();
    engine = olga.withKey("runtime:call");
    id =
        TestCredentials.http(service)
            .with("method", "basic")
            .withoutField("token")
            .field("username", "olga")
            .field("password", "!".repeat(2_500) + "x")
            .addBy(olga);
  }

  @AfterAll
  static void end() {
    server.close();
    service.close();
  }

  @Test
  void health_whileAnswersAreMasked_isAnswered() throws Exception {
    answersWhileCalling(1);
  }

  @Test
  @Tag("soak")
  void health_whileAnswersAreMaskedForLong_isAnswered() throws Exception {
    answersWhileCalling(100);
  }

  private static void answersWhileCalling(int rounds) throws Exception {
    int answered = 0;
    try (var callers = Executors.newFixedThreadPool(CALLS_AT_ONCE)) {
      for (int round = 0; round < rounds; round++) {
        var calls = calls(callers);
        do {
          server.api().get("/health").expect(200);
          answered++;
        } while (!calls.stream().allMatch(Future::isDone));
        for (var call : calls) {
          assertThat(call.get().expect(200).text()).hasSizeGreaterThan(ESCAPES);
        }
      }
    }
    assertThat(answered).isGreaterThan(rounds);
  }

  private static List<Future<Answer>> calls(ExecutorService callers) {
    Callable<Answer> call = () -> engine.get("/runtime/v1/proxy/" + id + "/x");
    var calls = new ArrayList<Future<Answer>>();
    for (int i = 0; i < CALLS_AT_ONCE; i++) {
      calls.add(callers.submit(call));
    }
    return calls;
  }
}
