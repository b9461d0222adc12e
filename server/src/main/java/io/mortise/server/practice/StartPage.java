package io.mortise.server.practice;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows what a credential of the Petstore needs, and lets a newcomer break an account. */
final class StartPage {
  private static final String ENDED = "ended";
  private static final String SCRIPT =
      "document.addEventListener('click', ({target}) => {"
          + "if (target.dataset.copy) navigator.clipboard.writeText(document.getElementById(target.dataset.copy).textContent)"
          + ".then(() => { target.textContent = 'Copied'; })})";

  private final String key;
  private final PracticeClient client;
  private final Connections connections;
  private final PageGuard guard;

  StartPage(String key, PracticeClient client, Connections connections, PageGuard guard) {
    this.key = key;
    this.client = client;
    this.connections = connections;
    this.guard = guard;
  }

  void show(Exchange exchange) throws IOException {
    String nonce = RandomText.next();
    String content =
        """
        <h1>Petstore</h1><p>A small service to practise with. It runs on this machine only.</p>%s
        <h2>With an API key</h2>%s
        <p class="soft">Add it in Mortise as a <b>Petstore</b> credential. Then a flow or an engine can read
        <code>/v1/pets</code> with it, without ever holding the key itself.</p>
        <h2>With an OAuth account</h2>%s%s
        <p class="soft">Add a <b>Petstore</b> credential with the method <b>Practice account</b> and select <b>Authorize</b>. The
        access token lives %d seconds. A refresh token works once; used again, it ends the connection. The redirect
        address is registered already: <code>%s</code></p>
        <h2>Break it</h2><p class="soft">Ends all connections of a person, as if they had withdrawn their consent. At its
        next refresh, the credential in Mortise needs to be authorized again.</p>%s
        <script nonce="%s">%s</script>
        """
            .formatted(
                notice(exchange),
                value("API key", "key", key),
                value("Client ID", "client-id", client.id()),
                value("Client secret", "client-secret", client.secret()),
                Connections.ACCESS_TOKEN_TTL.toSeconds(),
                Page.escaped(client.redirectUri().toString()),
                people(),
                nonce,
                SCRIPT);
    new Page("Practice service", content, "form-action 'self'; script-src 'nonce-" + nonce + "'")
        .send(exchange, 200);
  }

  /** Ends all access of the person whom the form names. */
  void endAccess(Exchange exchange) throws IOException {
    try {
      var form = exchange.form();
      var person = form.find("person").flatMap(PracticePerson::parse);
      if (guard.accepts(form) && person.isPresent()) {
        connections.endAll(person.get());
        exchange.redirect(URI.create("/?" + ENDED + "=" + person.get().id()));
        return;
      }
    } catch (OAuthRefused refused) {
      // Not a form of the start page, like any other that it did not make.
    }
    PageGuard.outdated("Open its start page again.").send(exchange, 403);
  }

  private String notice(Exchange exchange) {
    return Optional.of(exchange.query())
        .filter(query -> query.startsWith(ENDED + "="))
        .flatMap(query -> PracticePerson.parse(query.substring(ENDED.length() + 1)))
        .map(
            person ->
                "<p class=\"notice\" role=\"status\">All access of %s has ended.</p>"
                    .formatted(Page.escaped(person.fullName())))
        .orElse("");
  }

  private static String value(String label, String id, String value) {
    return """
    <div class="row"><span class="name">%1$s</span><span><code class="all" id="%2$s">%3$s</code></span>
    <button type="button" data-copy="%2$s" aria-label="Copy %1$s">Copy</button></div>
    """
        .formatted(label, id, Page.escaped(value));
  }

  private String people() {
    return Arrays.stream(PracticePerson.values()).map(this::person).collect(Collectors.joining());
  }

  private String person(PracticePerson person) {
    return """
    <div class="row two"><span>%1$s <span class="soft">%2$s</span></span><form method="post" action="/end-access">%3$s
    <input type="hidden" name="person" value="%4$s"><button aria-label="End all access of %1$s">End all access</button></form></div>
    """
        .formatted(Page.escaped(person.fullName()), connected(person), guard.field(), person.id());
  }

  private String connected(PracticePerson person) {
    var held = connections.of(person);
    int refreshes = held.stream().mapToInt(Connection::refreshes).sum();
    return switch (held.size()) {
      case 0 -> "no connection";
      case 1 -> "1 connection, refreshed " + times(refreshes);
      default -> held.size() + " connections, refreshed " + times(refreshes);
    };
  }

  private static String times(int count) {
    return count == 1 ? "once" : count + " times";
  }
}
