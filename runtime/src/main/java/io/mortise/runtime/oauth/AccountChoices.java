package io.mortise.runtime.oauth;

import io.mortise.runtime.auth.BearerScheme;
import io.mortise.runtime.auth.OutboundRequest;
import io.mortise.runtime.auth.Template;
import io.mortise.runtime.call.CallAnswer;
import io.mortise.runtime.call.ConnectorCall;
import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.oauth.AccountChoice;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.net.HostAndPort;
import io.mortise.runtime.net.ServiceFailed;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists what a connected account can be used for, such as its tenants. */
public final class AccountChoices {
  /** More than any person could choose from. */
  private static final int MAX_ITEMS = 200;

  private static final int MAX_TEXT = 200;
  private static final BearerScheme BEARER =
      new BearerScheme(Template.parse("{" + OAuthGrant.ACCESS_TOKEN + "}"));

  private final ConnectorCall call;

  public AccountChoices(ConnectorCall call) {
    this.call = call;
  }

  /** One of them; neither member is longer than 200 characters. */
  public record Item(String id, String name) {}

  /**
   * Lists those whose ids the method's field allows: otherwise a person could choose what is
   * refused afterwards.
   *
   * @param method that names the call
   * @param fields of the credential; the address is filled from its public ones
   * @return empty also where the service answers in another form
   * @throws ServiceFailed if it does not answer
   */
  public List<Item> list(AuthMethod method, Fields fields, IssuedToken token) {
    var choice = method.oauth().flatMap(OAuthGrant::choice).orElseThrow();
    var field = method.field(choice.field()).orElseThrow();
    return list(choice, fields, token).stream().filter(item -> field.allows(item.id())).toList();
  }

  private List<Item> list(AccountChoice choice, Fields fields, IssuedToken token) {
    var address = choice.url().fill(fields).map(URI::create);
    if (address.isEmpty()) {
      return List.of();
    }
    var host = HostAndPort.of(address.get());
    var request =
        new OutboundRequest(
            "GET", address.get(), Map.of("Accept", List.of("application/json")), new byte[0]);
    var answer =
        call.send(
            request,
            BEARER,
            OAuthGrant.withToken(Fields.none(), token.accessToken()),
            List.of(host.name() + ":" + host.port()));
    return items(choice, answer);
  }

  private static List<Item> items(AccountChoice choice, CallAnswer answer) {
    if (answer.status() / 100 != 2) {
      return List.of();
    }
    try {
      var list = JsonMapper.shared().readTree(answer.body()).at(choice.itemsAt());
      var items = new ArrayList<Item>();
      for (var node : list) {
        var id = text(node.at(choice.idAt()));
        // Some services list an item once for each of their products.
        boolean isNew = items.stream().noneMatch(item -> item.id().equals(id));
        if (!id.isEmpty() && isNew && items.size() < MAX_ITEMS) {
          var name = text(node.at(choice.nameAt()));
          items.add(new Item(id, name.isEmpty() ? id : name));
        }
      }
      return items;
    } catch (JacksonException e) {
      return List.of();
    }
  }

  private static String text(JsonNode node) {
    var text = node.isString() || node.isNumber() ? node.asString().strip() : "";
    return text.length() > MAX_TEXT ? "" : text;
  }
}
