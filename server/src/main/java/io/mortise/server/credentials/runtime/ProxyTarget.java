package io.mortise.server.credentials.runtime;

import io.mortise.server.kernel.InvalidRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * The address a proxied call goes to: the path after the credential, under the base; the host
 * cannot change.
 */
final class ProxyTarget {
  private static final int SEGMENTS_BEFORE_PATH = 5;
  private static final int ENCODINGS_UNDONE = 3;

  private ProxyTarget() {}

  static URI under(URI base, HttpServletRequest request) {
    String path = afterCredential(request.getRequestURI());
    requireNoDots(path);
    String query =
        request.getQueryString() == null ? "" : "?" + ProxyQuery.encoded(request.getQueryString());
    String root = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
    try {
      URI target =
          new URI(base.getScheme() + "://" + base.getRawAuthority() + root + "/" + path + query)
              .normalize();
      boolean within =
          target.getRawAuthority().equals(base.getRawAuthority())
              && (root.isEmpty()
                  || target.getRawPath().equals(root)
                  || target.getRawPath().startsWith(root + "/"))
              && !target.getRawPath().contains("/../");
      if (within) {
        return target;
      }
    } catch (URISyntaxException e) {
      throw new InvalidRequest("/path", "The path is not one that can be sent; percent-encode it.");
    }
    throw new InvalidRequest("/path", "The path leaves the base address of the credential.");
  }

  /** Also not behind an encoded slash, which the service might decode. */
  private static void requireNoDots(String path) {
    String decoded = path;
    for (int encoded = 0; encoded < ENCODINGS_UNDONE; encoded++) {
      decoded = decoded.replaceAll("(?i)%25", "%").replaceAll("(?i)%2E", ".");
      decoded = decoded.replaceAll("(?i)%2F|%5C", "/");
    }
    if (("/" + decoded.replace('\\', '/') + "/").contains("/../")) {
      throw new InvalidRequest("/path", "The path leaves the base address of the credential.");
    }
  }

  /** {@code /runtime/v1/proxy/ref/rest} gives {@code rest}, percent-encoding untouched. */
  private static String afterCredential(String uri) {
    int at = 0;
    for (int slash = 0; slash < SEGMENTS_BEFORE_PATH && at >= 0; slash++) {
      at = uri.indexOf('/', at) + 1;
      if (at == 0) {
        return "";
      }
    }
    return uri.substring(at).replaceAll("^/+", "");
  }
}
