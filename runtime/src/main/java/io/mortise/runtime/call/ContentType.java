package io.mortise.runtime.call;

import io.mortise.runtime.mask.Masked;
import io.mortise.runtime.mask.Masker;
import java.nio.charset.Charset;
import java.util.regex.Pattern;

/**
 * Masks {@code Content-Type} without making it useless: a common type and a known charset are kept
 * even if a secret is spelled like a part of them, such as {@code json}. Everything else may be an
 * echo of the request.
 */
final class ContentType {
  private static final Pattern COMMON =
      Pattern.compile(
          "(?i)\\s*(?:application/(?:json|problem\\+json|ld\\+json|vnd\\.api\\+json|x-ndjson|xml"
              + "|octet-stream|pdf|zip|gzip|javascript|x-www-form-urlencoded)"
              + "|text/(?:plain|html|csv|xml|css|javascript|markdown|event-stream)"
              + "|image/(?:png|jpeg|gif|webp|svg\\+xml)"
              + "|multipart/(?:form-data|mixed))\\s*(?=;|$)");
  private static final Pattern CHARSET =
      Pattern.compile("(?i);\\s*charset=\"?([a-z0-9][\\w.:+-]*)\"?\\s*(?=;|$)");

  private ContentType() {}

  static Masked masked(String value, Masker masker) {
    int known = knownPart(value);
    var rest = masker.header(value.substring(known));
    return new Masked(value.substring(0, known) + rest.text(), rest.count());
  }

  private static int knownPart(String value) {
    var type = COMMON.matcher(value);
    if (!type.lookingAt()) {
      return 0;
    }
    var charset = CHARSET.matcher(value).region(type.end(), value.length());
    return charset.lookingAt() && Charset.isSupported(charset.group(1))
        ? charset.end()
        : type.end();
  }
}
