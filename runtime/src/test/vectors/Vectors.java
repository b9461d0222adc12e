import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;

/** Writes what the encoders of the JDK make of each secret. Run it as a source file. */
public class Vectors {
  public static void main(String[] args) throws IOException {
    var encoders = new LinkedHashMap<String, UnaryOperator<String>>();
    encoders.put("URLEncoder", s -> URLEncoder.encode(s, UTF_8));
    encoders.put("URLEncoder, lower case", s -> lowerHex(URLEncoder.encode(s, UTF_8)));
    encoders.put("URI, quoted query", Vectors::query);
    encoders.put("URI, ASCII query", s -> URI.create(query(s)).toASCIIString());
    encoders.put("Properties.store", Vectors::properties);
    encoders.put("XMLStreamWriter", Vectors::xml);
    encoders.put("Base64", s -> Base64.getEncoder().encodeToString(s.getBytes(UTF_8)));
    encoders.put("Base64 for URLs", s -> Base64.getUrlEncoder().encodeToString(("ü" + s).getBytes(UTF_8)));
    encoders.put(
        "Base64 for MIME",
        s -> Base64.getMimeEncoder().encodeToString(("something longer ".repeat(4) + s).getBytes(UTF_8)));
    encoders.put("Basic", s -> "Basic " + Base64.getEncoder().encodeToString(("user:" + s).getBytes(UTF_8)));
    encoders.put("HexFormat", s -> HexFormat.of().formatHex(s.getBytes(UTF_8)));
    encoders.put("HexFormat, upper case", s -> HexFormat.of().withUpperCase().formatHex(s.getBytes(UTF_8)));
    encoders.put("URLEncoder twice", s -> URLEncoder.encode(URLEncoder.encode(s, UTF_8), UTF_8));
    encoders.put(
        "URLEncoder of Base64",
        s -> URLEncoder.encode(Base64.getEncoder().encodeToString(("~" + s).getBytes(UTF_8)), UTF_8));
    for (var secret : secrets()) {
      encoders.forEach(
          (name, encoder) ->
              System.out.printf(
                  "{\"by\":%s,\"secret\":%s,\"encoded\":%s,\"around\":%s}%n",
                  json("java " + name), json(secret), json(encoder.apply(secret)), json(encoder.apply(""))));
    }
  }

  private static String query(String text) {
    try {
      return new URI("http", "x.test", "/", "k=" + text, null).toString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String properties(String text) {
    try {
      var properties = new Properties();
      properties.setProperty("k", text);
      var written = new StringWriter();
      properties.store(written, null);
      return written.toString().lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String xml(String text) {
    try {
      var written = new StringWriter();
      var writer = XMLOutputFactory.newFactory().createXMLStreamWriter(written);
      writer.writeStartElement("k");
      writer.writeCharacters(text);
      writer.writeEndElement();
      return written.toString();
    } catch (XMLStreamException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String lowerHex(String text) {
    return Pattern.compile("%..").matcher(text).replaceAll(found -> found.group().toLowerCase());
  }

  /** Strings of a JSON array; enough of JSON for the one file that it reads. */
  private static List<String> secrets() throws IOException {
    var strings = new ArrayList<String>();
    var found = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(Files.readString(Path.of("secrets.json")));
    while (found.find()) {
      strings.add(found.group(1).translateEscapes());
    }
    return strings;
  }

  private static String json(String text) {
    var written = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\' || c < ' ' || c > '~') {
                written.append("\\u%04x".formatted(c));
              } else {
                written.append((char) c);
              }
            });
    return written.append('"').toString();
  }
}
