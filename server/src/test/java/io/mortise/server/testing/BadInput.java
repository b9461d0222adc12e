package io.mortise.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Requests that must be refused, and the look that a refusal left nothing behind. */
public final class BadInput {
  public static final String SECRET = "pet_fake_never_echoed";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final TestServer server;

  public BadInput(TestServer server) {
    this.server = server;
  }

  /** A credential with a name of its own, right until a test spoils it. */
  public static TestCredentials petstore() {
    return TestCredentials.petstore().named("bad " + COUNT.incrementAndGet()).field("key", SECRET);
  }

  /** The answer, after a look that it saved nothing and says no secret. */
  public Answer refused(Supplier<Answer> call) {
    long before = saved();
    var answer = call.get();
    assertThat(answer.status()).as(answer.text()).isGreaterThanOrEqualTo(400);
    assertThat(answer.text()).doesNotContain(SECRET);
    assertThat(saved()).isEqualTo(before);
    return answer;
  }

  /** The statuses of the same call made twice at once. */
  public static List<Integer> twice(Callable<Answer> call) throws Exception {
    return AtOnce.all(List.of(call, call)).stream().map(Answer::status).toList();
  }

  private long saved() {
    return server.jdbc().sql("select count(*) from credential").query(Long.class).single();
  }
}
