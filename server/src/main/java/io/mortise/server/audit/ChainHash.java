package io.mortise.server.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The hash of an event: SHA-256 over the previous hash and the event's members in a fixed order,
 * each as a 4-byte big-endian length and UTF-8, so that no two different events give the same input
 * ({@code docs/audit.md}).
 */
public final class ChainHash {
  static final int BYTES = 32;
  private static final String FORMAT = "mortise-audit-1";

  private ChainHash() {}

  /** What is hashed of an event. Names and the address appear only as their hashes. */
  public record Content(
      String organization,
      long seq,
      long atMicros,
      Parties parties,
      What what,
      Map<String, String> facts) {
    public Content {
      facts = new TreeMap<>(facts);
    }
  }

  public record Parties(Named actor, Named target, String addressHash) {}

  public record Named(String kind, String id, String nameHash) {}

  public record What(String action, String outcome, @Nullable String reason, int version) {}

  public static byte[] genesis() {
    return new byte[BYTES];
  }

  public static byte[] next(byte[] previous, Content content) {
    var out = new ByteArrayOutputStream(512);
    out.writeBytes(previous);
    write(out, FORMAT);
    write(out, content.organization());
    write(out, Long.toString(content.seq()));
    write(out, Long.toString(content.atMicros()));
    write(out, content.parties().actor());
    write(out, content.parties().target());
    write(out, content.parties().addressHash());
    write(out, content.what().action());
    write(out, content.what().outcome());
    write(out, content.what().reason() == null ? "" : content.what().reason());
    write(out, Integer.toString(content.what().version()));
    content
        .facts()
        .forEach(
            (name, value) -> {
              write(out, name);
              write(out, value);
            });
    return sha256().digest(out.toByteArray());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
  }

  private static void write(ByteArrayOutputStream out, Named party) {
    write(out, party.kind());
    write(out, party.id());
    write(out, party.nameHash());
  }

  private static void write(ByteArrayOutputStream out, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
    out.writeBytes(utf8);
  }
}
