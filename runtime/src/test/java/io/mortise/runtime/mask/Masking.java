package io.mortise.runtime.mask;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.runtime.auth.AppliedAuth;
import io.mortise.runtime.credential.FieldValue;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.credential.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Masks in memory, as tests want it. */
public final class Masking {
  private Masking() {}

  /** A masker that looks for these secrets. */
  public static Masker of(String... secrets) {
    var fields = new LinkedHashMap<String, FieldValue>();
    for (int i = 0; i < secrets.length; i++) {
      fields.put("secret" + i, new FieldValue.Hidden(Secret.of(secrets[i])));
    }
    return Masker.of(new Fields(fields), AppliedAuth.nothing());
  }

  static Masker withHeader(String secret, String header, String value) {
    var fields = new Fields(Map.of("secret", new FieldValue.Hidden(Secret.of(secret))));
    return Masker.of(fields, new AppliedAuth(Map.of(header, value), Map.of()));
  }

  static String text(Masker masker, String text) {
    return new String(bytes(masker, text.getBytes(UTF_8), false, text.length() + 1), UTF_8);
  }

  static String json(Masker masker, String text) {
    return new String(bytes(masker, text.getBytes(UTF_8), true, 7), UTF_8);
  }

  /**
   * @param chunk how many bytes are written at a time
   */
  static byte[] bytes(Masker masker, byte[] text, boolean json, int chunk) {
    var masked = new ByteArrayOutputStream();
    try (var stream = masker.body(masked, json)) {
      for (int at = 0; at < text.length; at += chunk) {
        stream.write(text, at, Math.min(chunk, text.length - at));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return masked.toByteArray();
  }
}
