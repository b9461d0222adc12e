package io.mortise.server.credentials;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a caller accepts where a use needs a new access token.
 *
 * @param patience how long the caller waits for it, at most
 * @param rejected the id of a token that the service refused; null for none
 */
public record UseTerms(Duration patience, @Nullable String rejected) {
  private static final Duration ALONE = Duration.ofSeconds(10);
  private static final Duration IN_BATCH = Duration.ofMillis(250);

  /** For a caller who asks for one credential. */
  public static UseTerms alone() {
    return new UseTerms(ALONE, null);
  }

  /** For one item of a batch, which must not delay the others. */
  public static UseTerms inBatch() {
    return new UseTerms(IN_BATCH, null);
  }

  public UseTerms rejecting(@Nullable String tokenId) {
    return new UseTerms(patience, tokenId);
  }
}
