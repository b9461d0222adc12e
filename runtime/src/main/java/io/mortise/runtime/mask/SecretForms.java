package io.mortise.runtime.mask;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes the patterns to search for, from secrets and from the values derived from them. */
final class SecretForms {
  private static final int MIN_LENGTH = 4;
  private static final int MIN_LENGTH_IN_BODIES = 6;
  private static final int MIN_NUMBER_LENGTH_IN_BODIES = 10;
  private static final int MIN_LINE_LENGTH = 16;

  private final Set<ByteBuffer> patterns = new LinkedHashSet<>();
  private final boolean inBodies;
  private final Collection<Charset> charsets;

  private SecretForms(boolean inBodies, Collection<Charset> charsets) {
    this.inBodies = inBodies;
    this.charsets = charsets;
  }

  /** Returns the patterns of all secrets except those that would match ordinary data. */
  static List<byte[]> forBodies(
      Collection<String> secrets, Collection<String> derived, Collection<Charset> charsets) {
    return new SecretForms(true, charsets).of(secrets, derived);
  }

  static List<byte[]> forHeaders(Collection<String> secrets, Collection<String> derived) {
    return new SecretForms(false, List.of()).of(secrets, derived);
  }

  /**
   * Whether masking this everywhere would garble ordinary data, such as numbers and short words.
   */
  static boolean tooShort(String text) {
    int characters = text.codePointCount(0, text.length());
    return characters < MIN_LENGTH_IN_BODIES
        || (characters < MIN_NUMBER_LENGTH_IN_BODIES
            && text.chars().allMatch(c -> c >= '0' && c <= '9'));
  }

  /** Whether a secret is masked only as a separate word in headers, and never in bodies. */
  static boolean onlyAlone(String text) {
    return !text.isEmpty() && text.getBytes(UTF_8).length < MIN_LENGTH;
  }

  private List<byte[]> of(Collection<String> secrets, Collection<String> derived) {
    for (var secret : secrets) {
      addText(secret);
      secret.lines().filter(SecretForms::isLineOfItsOwn).forEach(this::addText);
    }
    for (var text : derived) {
      add(text.getBytes(UTF_8), MIN_LENGTH);
      add(text.replace('+', '-').replace('/', '_').getBytes(UTF_8), MIN_LENGTH);
    }
    var list = new ArrayList<byte[]>();
    patterns.forEach(pattern -> list.add(pattern.array()));
    return list;
  }

  /** Whether a line is masked separately, such as a line of a PEM key without its marker lines. */
  private static boolean isLineOfItsOwn(String line) {
    return line.length() >= MIN_LINE_LENGTH
        && !(line.startsWith("-----") && line.endsWith("-----"));
  }

  private void addText(String text) {
    if (inBodies && tooShort(text)) {
      return;
    }
    addBytes(text.getBytes(UTF_8));
    if (ISO_8859_1.newEncoder().canEncode(text)) {
      // UTF-16 has the same bytes with zero bytes between them, which readings drop.
      addBytes(text.getBytes(ISO_8859_1));
    } else {
      addBytes(text.getBytes(UTF_16BE));
      addBytes(text.getBytes(UTF_16LE));
    }
    charsets.stream()
        .filter(charset -> charset.newEncoder().canEncode(text))
        .forEach(charset -> addBytes(text.getBytes(charset)));
    if (text.indexOf(' ') >= 0) {
      addBytes(text.replace(' ', '+').getBytes(UTF_8));
    }
    if (text.indexOf('\n') >= 0 && text.indexOf('\r') < 0) {
      addBytes(text.replace("\n", "\r\n").getBytes(UTF_8));
    }
  }

  /** Adds the bytes unchanged, and with all escapes undone. */
  private void addBytes(byte[] text) {
    add(text, MIN_LENGTH);
    byte[] decoded = EscapeDecoder.decode(text);
    if (!inBodies || !tooShort(new String(decoded, ISO_8859_1))) {
      add(decoded, MIN_LENGTH);
    }
  }

  private void add(byte[] pattern, int shortest) {
    if (pattern.length >= shortest) {
      patterns.add(ByteBuffer.wrap(pattern));
    }
  }
}
