package io.mortise.server.browser;

import com.sun.net.httpserver.HttpExchange;
import io.mortise.server.testing.DialectServer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A service that issues tokens to anyone who agrees on its page. */
final class AgreeingService {
  private static final Pattern PARAMETER = Pattern.compile("(?:^|&)(redirect_uri|state)=([^&]*)");

  private AgreeingService() {}

  /** The page on which a person agrees, and the token endpoint behind it. */
  static void serve(HttpExchange exchange) throws IOException {
    if (exchange.getRequestURI().getPath().equals("/token")) {
      DialectServer.send(
          exchange,
          200,
          "{\"access_token\":\"fake-access\",\"refresh_token\":\"fake-refresh\",\"expires_in\":3600}");
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "text/html");
    String back = back(exchange.getRequestURI().getRawQuery());
    DialectServer.send(
        exchange,
        200,
        "<a href='%1$s&code=fake-code'>Agree</a> <a href='%1$s&error=access_denied'>Refuse</a>"
            .formatted(back));
  }

  private static String back(String query) {
    String redirect = "";
    String state = "";
    var matcher = PARAMETER.matcher(query);
    while (matcher.find()) {
      if (matcher.group(1).equals("state")) {
        state = matcher.group(2);
      } else {
        redirect = URLDecoder.decode(matcher.group(2), StandardCharsets.UTF_8);
      }
    }
    return redirect + "?state=" + state;
  }
}
