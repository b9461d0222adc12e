package io.mortise.server.audit.chain;

import io.mortise.server.vault.CheckpointKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

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

  private static final Pattern LOGGED =
      Pattern.compile(
          "organization=(\\S+) seq=(\\d+) hash=([0-9a-f]{64}) at=(\\S+) key=(\\S+) signature=(\\S+)");

  /** As it stands in the server's log. */
  public String line() {
    return "organization=%s seq=%d hash=%s at=%s key=%s signature=%s"
        .formatted(organization, seq, hash, at, publicKey, signature);
  }

  /** Reads a line of the server's log; what else is on the line does not matter. */
  public static Optional<Checkpoint> ofLine(String line) {
    var found = LOGGED.matcher(line);
    if (!found.find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Checkpoint(
              found.group(1),
              Long.parseLong(found.group(2)),
              found.group(3),
              Instant.parse(found.group(4)),
              found.group(5),
              found.group(6)));
    } catch (DateTimeParseException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether the signature is one of {@link #publicKey} over what stands here. */
  public boolean signatureFits() {
    return CheckpointKeys.verifies(
        Base64.getDecoder().decode(publicKey),
        signedContent(organization, seq, hash, at),
        Base64.getDecoder().decode(signature));
  }

  public static byte[] signedContent(String organization, long seq, String hash, Instant at) {
    return ("mortise-audit-checkpoint-1\n" + organization + "\n" + seq + "\n" + hash + "\n" + at)
        .getBytes(StandardCharsets.UTF_8);
  }
}
