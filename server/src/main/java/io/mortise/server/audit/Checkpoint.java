package io.mortise.server.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A signed statement: at this time the chain ended here.
 *
 * @param seq sequence number of the last event, which is also their count
 * @param hash its hash, hexadecimal
 * @param publicKey Tink public keyset, base64
 * @param signature Ed25519 (RFC 8032) over {@link #signedContent}, base64
 */
public record Checkpoint(
    String organization, long seq, String hash, Instant at, String publicKey, String signature) {

  static byte[] signedContent(String organization, long seq, String hash, Instant at) {
    return ("mortise-audit-checkpoint-1\n" + organization + "\n" + seq + "\n" + hash + "\n" + at)
        .getBytes(StandardCharsets.UTF_8);
  }
}
