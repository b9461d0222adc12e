package io.mortise.runtime.connector.oauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a service says something of an account that is being connected, and what is kept of it.
 *
 * @param at a JSON pointer (RFC 6901) into an answer, or the name of a parameter of the redirect
 */
public record IssuedValue(String at, Form form) {
  /** What is kept of the value. */
  public enum Form {
    /** The value as it is. */
    TEXT {
      @Override
      Optional<String> of(String said) {
        return Optional.of(said);
      }
    },
    /** The host of an https address; nothing if it is anything else, or names a port. */
    HOST {
      @Override
      Optional<String> of(String said) {
        try {
          var address = new URI(said);
          boolean plain =
              "https".equalsIgnoreCase(address.getScheme())
                  && address.getPort() == -1
                  && address.getRawUserInfo() == null
                  && address.getRawFragment() == null;
          return plain
              ? Optional.ofNullable(address.getHost()).map(host -> host.toLowerCase(Locale.ROOT))
              : Optional.empty();
        } catch (URISyntaxException e) {
          return Optional.empty();
        }
      }
    };

    abstract Optional<String> of(String said);

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Form> parse(String wire) {
      return Arrays.stream(values()).filter(form -> form.wire().equals(wire)).findFirst();
    }
  }

  /** What is kept of that which the service said; empty if it is not of the form. */
  public Optional<String> of(String said) {
    return form.of(said);
  }
}
