package io.mortise.runtime.call;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.runtime.auth.AppliedAuth;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.credential.Reveal;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the secrets of a call in every form they are likely to turn up in: as they are, in
 * base64, URL-encoded, escaped for JSON or HTML, and as they stood in the request. A secret of
 * fewer than four characters is not looked for: it would be found everywhere.
 */
public final class Masker {
  /** What stands where a secret stood. */
  public static final String MASK = "•••";

  private static final int SHORTEST = 4;
  private static final int SHORTEST_LINE = 16;
  private static final int SHORTEST_EMBEDDED = 8;
  private static final String MASK_BYTES = new String(MASK.getBytes(UTF_8), ISO_8859_1);

  private final List<String> forms;
  private final List<String> formsInBytes;
  private final List<EscapedForm> escaped;

  private Masker(Set<String> forms, List<EscapedForm> escaped) {
    this.forms =
        forms.stream()
            .filter(form -> form.length() >= SHORTEST)
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    this.formsInBytes =
        this.forms.stream().map(form -> new String(form.getBytes(UTF_8), ISO_8859_1)).toList();
    this.escaped = escaped;
  }

  public static Masker of(Fields fields, @Nullable AppliedAuth applied) {
    var secrets =
        fields.allSecrets().stream()
            .map(secret -> secret.reveal(Reveal.FOR_MASKING))
            .filter(text -> text.length() >= SHORTEST)
            .toList();
    var forms = new LinkedHashSet<String>();
    for (var text : secrets) {
      addForms(forms, text);
      text.lines().filter(line -> line.length() >= SHORTEST_LINE).forEach(forms::add);
    }
    if (applied != null && !forms.isEmpty()) {
      applied.headers().values().forEach(value -> addDerived(forms, value, secrets));
    }
    return new Masker(forms, secrets.stream().flatMap(EscapedForm::of).toList());
  }

  public String mask(String text) {
    var result = text;
    for (var form : escaped) {
      result = form.replaceIn(result, MASK);
    }
    return replace(result, forms, MASK);
  }

  /** The content itself where there is nothing to mask in it. */
  public byte[] mask(byte[] content) {
    var text = new String(content, ISO_8859_1);
    var result = text;
    for (var form : escaped) {
      result = form.replaceInBytes(result, MASK_BYTES);
    }
    var masked = replace(result, formsInBytes, MASK_BYTES);
    return masked.equals(text) ? content : masked.getBytes(ISO_8859_1);
  }

  private static String replace(String text, List<String> forms, String mask) {
    var result = text;
    for (var form : forms) {
      result = result.replace(form, mask);
    }
    return result;
  }

  private static void addForms(Set<String> forms, String text) {
    forms.add(text);
    addBase64(forms, text);
    addEmbeddedBase64(forms, text);
    addUrlEncoded(forms, text);
  }

  /**
   * What follows {@code Basic } or {@code Bearer }, for example, where the header holds a secret.
   */
  private static void addDerived(Set<String> forms, String headerValue, List<String> secrets) {
    int space = headerValue.indexOf(' ');
    boolean secret =
        headerValue.startsWith("Basic ") || secrets.stream().anyMatch(headerValue::contains);
    if (space >= 0 && secret) {
      var rest = headerValue.substring(space + 1);
      forms.add(rest);
      addUrlEncoded(forms, rest);
    }
  }

  private static void addBase64(Set<String> forms, String text) {
    var bytes = text.getBytes(UTF_8);
    forms.add(Base64.getEncoder().encodeToString(bytes));
    forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
    forms.add(Base64.getUrlEncoder().encodeToString(bytes));
    forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /**
   * The part of base64 that is the same whatever stands around the secret, for each of the three
   * places within a group of three bytes at which it can begin.
   */
  private static void addEmbeddedBase64(Set<String> forms, String text) {
    var bytes = text.getBytes(UTF_8);
    for (int before = 0; before < 3; before++) {
      var shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      int start = (before * 8 + 5) / 6;
      int end = shifted.length * 8 / 6;
      if (end - start >= SHORTEST_EMBEDDED) {
        forms.add(Base64.getEncoder().encodeToString(shifted).substring(start, end));
        forms.add(Base64.getUrlEncoder().encodeToString(shifted).substring(start, end));
      }
    }
  }

  private static void addUrlEncoded(Set<String> forms, String text) {
    var form = URLEncoder.encode(text, UTF_8);
    var percent = form.replace("+", "%20");
    forms.add(form);
    forms.add(percent);
    forms.add(lowerHex(form));
    forms.add(lowerHex(percent));
  }

  private static String lowerHex(String encoded) {
    var result = new StringBuilder(encoded);
    for (int i = 0; i + 2 < result.length(); i++) {
      if (result.charAt(i) == '%') {
        result.replace(i + 1, i + 3, result.substring(i + 1, i + 3).toLowerCase(Locale.ROOT));
      }
    }
    return result.toString();
  }
}
