package io.mortise.server.kernel;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Names as they are compared: in Unicode normalization form C (UAX #15), ignoring case. Two
 * keyboards may write the same name with other code points.
 */
public final class Names {
  private Names() {}

  /** The form in which text is kept, compared and searched. */
  public static String normalized(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /** What two names have in common that count as the same. */
  public static String key(String name) {
    return normalized(normalized(name.strip()).toLowerCase(Locale.ROOT));
  }

  /** The key as releases made it that did not normalise; such a name may have been left. */
  public static String keyBeforeNormalization(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
