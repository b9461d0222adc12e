package io.mortise.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.resource.EncodedResourceResolver;
import org.springframework.web.servlet.resource.HttpResource;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/**
 * Answers with the {@code .br} or {@code .gz} that the build lays beside a file, whichever of those
 * that the client takes is the smaller. Spring's resolver alone would go by the order in which the
 * client names them, and overlook {@code q=0} (RFC 9110, 12.5.3).
 */
final class PrecompressedFiles extends EncodedResourceResolver {
  private static final List<String> SMALLEST_FIRST = List.of("br", "gzip");
  private static final Pattern REFUSED = Pattern.compile(";\\s*q\\s*=\\s*0(\\.0*)?\\s*$");

  PrecompressedFiles() {
    setContentCodings(SMALLEST_FIRST);
  }

  @Override
  protected @Nullable Resource resolveResourceInternal(
      @Nullable HttpServletRequest request,
      String path,
      List<? extends Resource> locations,
      ResourceResolverChain chain) {
    return super.resolveResourceInternal(
        request == null ? null : new Accepting(request), path, locations, chain);
  }

  /** For a file whose name changes with its content; each coding has its own. */
  static String etagOfName(Resource file) {
    return quoted(Objects.requireNonNull(file.getFilename()), file);
  }

  /** For a small file whose name stays. */
  static String etagOfContent(Resource file) {
    var crc = new CRC32();
    try {
      crc.update(file.getContentAsByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return quoted(Long.toHexString(crc.getValue()), file);
  }

  private static String quoted(String tag, Resource file) {
    String coding =
        file instanceof HttpResource encoded
            ? encoded.getResponseHeaders().getFirst(HttpHeaders.CONTENT_ENCODING)
            : null;
    return '"' + tag + (coding == null ? "" : "-" + coding) + '"';
  }

  /** The request, which names only codings that there are and that it does not refuse. */
  private static final class Accepting extends HttpServletRequestWrapper {
    Accepting(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getHeader(String name) {
      String value = super.getHeader(name);
      return value == null || !name.equalsIgnoreCase(HttpHeaders.ACCEPT_ENCODING)
          ? value
          : accepted(value);
    }

    private static String accepted(String value) {
      var named =
          Arrays.stream(value.split(","))
              .filter(coding -> !REFUSED.matcher(coding).find())
              .map(coding -> coding.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
              .toList();
      return SMALLEST_FIRST.stream().filter(named::contains).collect(Collectors.joining(","));
    }
  }
}
