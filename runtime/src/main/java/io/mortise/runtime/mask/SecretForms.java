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

/** The patterns to search for, of secrets and of what was made of them in a request. */
final class SecretForms {
  private static final int SHORTEST = 4;
  private static final int SHORTEST_IN_BODIES = 6;
  private static final int SHORTEST_NUMBER_IN_BODIES = 10;
  private static final int SHORTEST_LINE = 16;

  private final Set<ByteBuffer> patterns = new LinkedHashSet<>();
  private final boolean inBodies;
  private final Collection<Charset> charsets;

  private SecretForms(boolean inBodies, Collection<Charset> charsets) {
    this.inBodies = inBodies;
    this.charsets = charsets;
  }

  /** Of every secret but those that would be found in ordinary data. */
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
    return characters < SHORTEST_IN_BODIES
        || (characters < SHORTEST_NUMBER_IN_BODIES
            && text.chars().allMatch(c -> c >= '0' && c <= '9'));
  }

  /** Whether it is masked in headers only where it stands alone, and in bodies never. */
  static boolean onlyAlone(String text) {
    return !text.isEmpty() && text.getBytes(UTF_8).length < SHORTEST;
  }

  private List<byte[]> of(Collection<String> secrets, Collection<String> derived) {
    for (var secret : secrets) {
      addText(secret);
      secret.lines().filter(SecretForms::isLineOfItsOwn).forEach(this::addText);
    }
    for (var text : derived) {
      add(text.getBytes(UTF_8), SHORTEST);
      add(text.replace('+', '-').replace('/', '_').getBytes(UTF_8), SHORTEST);
    }
    var list = new ArrayList<byte[]>();
    patterns.forEach(pattern -> list.add(pattern.array()));
    return list;
  }

  /** A line of a key in PEM; the lines around it say nothing. */
  private static boolean isLineOfItsOwn(String line) {
    return line.length() >= SHORTEST_LINE && !(line.startsWith("-----") && line.endsWith("-----"));
  }

  private void addText(String text) {
    if (inBodies && tooShort(text)) {
      return;
    }
    addBytes(text.getBytes(UTF_8));
    if (ISO_8859_1.newEncoder().canEncode(text)) {
      // In UTF-16 it is the same with bytes 0 between, which are left out.
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

  /** As it stands, and as it is read where all escapes are undone. */
  private void addBytes(byte[] text) {
    add(text, SHORTEST);
    byte[] decoded = EscapeDecoder.decode(text);
    if (!inBodies || !tooShort(new String(decoded, ISO_8859_1))) {
      add(decoded, SHORTEST);
    }
  }

  private void add(byte[] pattern, int shortest) {
    if (pattern.length >= shortest) {
      patterns.add(ByteBuffer.wrap(pattern));
    }
  }
}
