package io.mortise.server.signin;

import io.mortise.server.kernel.BearerToken;
import io.mortise.server.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.stereotype.Component;

/** The value in the set-up link: given by the operator, or random and new at each start. */
@Component
public final class SetupToken {
  private final String token;

  SetupToken(Settings settings) {
    this.token = settings.addresses().setupToken().orElseGet(BearerToken::random);
  }

  /** The link that is printed as long as nobody exists. */
  public String link(Settings settings) {
    return settings.addresses().publicUrl() + "/setup?token=" + token;
  }

  boolean is(String given) {
    return MessageDigest.isEqual(
        token.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
