package io.mortise.runtime.mask;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.runtime.auth.AppliedAuth;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.credential.Reveal;
import io.mortise.runtime.credential.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Masks the secrets of one call in the service's answer.
 *
 * <p>A secret is found unchanged; with any of its characters escaped for JSON, URLs or HTML, in any
 * mixture and nested; in hexadecimal; in base64 of either alphabet, anywhere within something
 * longer; and in base64 or hexadecimal of its escaped forms. Values derived from it for the request
 * (such as the base64 of Basic authentication) are found too, and each line of at least 16
 * characters of a secret with several lines. In bodies, a value that is {@link #tooShort} is found
 * only in derived values.
 *
 * <p>Not promised: finding a secret that a service has changed in another way, such as encrypted,
 * reversed, compressed within a body, or cut into pieces. ADR 5 lists the forms that are not
 * recognized.
 *
 * <p>Takes time in proportion to the text, whatever the secrets are, and memory in proportion to
 * the secrets. Safe for many threads.
 */
public final class Masker {
  /** Replaces a secret in a body. */
  public static final String MASK = "•••";

  /** Replaces a secret in a header, which must be ASCII. */
  public static final String HEADER_MASK = "***";

  /** Four spellings of each secret, and a node of the search for each byte of them. */
  private static final int BYTES_PER_BYTE = 4 * 32;

  private static final byte[] MASK_BYTES = MASK.getBytes(UTF_8);
  private static final byte[] HEADER_MASK_BYTES = HEADER_MASK.getBytes(UTF_8);

  private final Set<String> secrets;
  private final Set<String> derived;
  private final Patterns inBodies;
  private final Patterns inHeaders;
  private final List<String> onlyAlone;

  private Masker(
      Set<String> secrets,
      Set<String> derived,
      Patterns inBodies,
      Patterns inHeaders,
      List<String> onlyAlone) {
    this.secrets = secrets;
    this.derived = derived;
    this.inBodies = inBodies;
    this.inHeaders = inHeaders;
    this.onlyAlone = onlyAlone;
  }

  /**
   * @param applied the headers and parameters that the credential added to the request
   */
  public static Masker of(Fields fields, AppliedAuth applied) {
    var secrets = new LinkedHashSet<String>();
    fields.allSecrets().forEach(secret -> secrets.add(secret.reveal(Reveal.FOR_MASKING)));
    var derived = new LinkedHashSet<String>();
    var whole = List.copyOf(secrets);
    applied.headers().values().forEach(value -> addDerived(value, whole, secrets, derived));
    var body = SecretForms.forBodies(secrets, derived, Set.of());
    var header = SecretForms.forHeaders(secrets, derived);
    var inBodies = Patterns.of(body);
    return new Masker(
        secrets,
        derived,
        inBodies,
        header.size() == body.size() ? inBodies : Patterns.of(header),
        secrets.stream().filter(SecretForms::onlyAlone).toList());
  }

  /** Returns a masker that also finds the secrets encoded in these charsets. */
  public Masker in(Set<Charset> charsets) {
    if (charsets.isEmpty()) {
      return this;
    }
    var body = Patterns.of(SecretForms.forBodies(secrets, derived, charsets));
    return new Masker(secrets, derived, body, inHeaders, onlyAlone);
  }

  /** Adds the text after, for example, {@code Basic } or {@code Bearer } if it holds a secret. */
  private static void addDerived(
      String value, List<String> whole, Set<String> secrets, Set<String> derived) {
    var rest = value.substring(value.indexOf(' ') + 1);
    if (value.startsWith("Basic ")) {
      derived.add(rest);
      derived.add(rest.replaceFirst("=+$", ""));
    } else if (whole.stream().anyMatch(secret -> !secret.isEmpty() && value.contains(secret))) {
      secrets.add(rest);
    }
  }

  /** Returns roughly how many bytes a masker for these secrets takes. */
  public static long memoryFor(Fields fields) {
    return fields.allSecrets().stream().mapToLong(Secret::length).sum() * BYTES_PER_BYTE;
  }

  /** Whether a value is so short, or such a short number, that it is not masked in bodies. */
  public static boolean tooShort(String secret) {
    return SecretForms.tooShort(secret);
  }

  /**
   * Masks a body while it is written.
   *
   * @param json the text is JSON and must stay so
   */
  public MaskingStream body(OutputStream out, boolean json) {
    var writer = json ? new JsonMaskWriter(out, MASK_BYTES) : new TextMaskWriter(out, MASK_BYTES);
    return new MaskingStream(inBodies, out, writer);
  }

  /**
   * Masks a body in a charset while it is written. The result is in that charset; text beside the
   * masks may be encoded in other bytes with the same meaning.
   *
   * @param json the text is JSON and must stay so
   */
  public TranscodingStream body(OutputStream out, boolean json, Charset charset) {
    byte[] mask = charset.newEncoder().canEncode(MASK) ? MASK_BYTES : HEADER_MASK_BYTES;
    var encoding = new ToCharset(charset, out);
    var writer = json ? new JsonMaskWriter(encoding, mask) : new TextMaskWriter(encoding, mask);
    var masking = new MaskingStream(inBodies, encoding, writer);
    return new TranscodingStream(new FromCharset(charset, masking), masking);
  }

  /** Masks the value of a header, one character for each byte of it. */
  public Masked header(String value) {
    if (value.length() < inHeaders.automaton().shortest() && onlyAlone.isEmpty()) {
      return new Masked(value, 0);
    }
    var masked = new ByteArrayOutputStream(value.length());
    int count;
    try (var stream =
        new MaskingStream(inHeaders, masked, new TextMaskWriter(masked, HEADER_MASK_BYTES))) {
      stream.write(value.getBytes(ISO_8859_1));
      stream.close();
      count = stream.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var text = masked.toString(ISO_8859_1);
    for (var secret : onlyAlone) {
      var without = maskAlone(text, secret);
      count += without.equals(text) ? 0 : 1;
      text = without;
    }
    return new Masked(text, count);
  }

  /** A very short secret is masked only where no letter or digit stands beside it. */
  private static String maskAlone(String text, String secret) {
    var masked = new StringBuilder();
    int from = 0;
    for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
      int end = at + secret.length();
      boolean alone =
          at >= from
              && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
              && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
      if (alone) {
        masked.append(text, from, at).append(HEADER_MASK);
        from = end;
      }
    }
    return masked.append(text, from, text.length()).toString();
  }
}
