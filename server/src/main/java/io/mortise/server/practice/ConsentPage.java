package io.mortise.server.practice;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Asks a person whether a client may act for their account. */
final class ConsentPage {
  private ConsentPage() {}

  /**
   * @param guard the hidden field that proves where the form comes from
   * @param query of the request, which comes again with the decision
   */
  static Page of(PracticeClient client, AuthorizationRequest request, String guard, String query) {
    String content =
        """
        <h1>Allow %1$s to use your account?</h1>
        <p><b>%1$s</b> (client ID <code>%2$s</code>) asks the Petstore for access. It would be able to:</p>
        <ul>%3$s</ul>
        <form method="post" action="?%4$s">%5$s
        <fieldset><legend>Your account</legend>%6$s</fieldset>
        <div class="actions"><button class="main" name="decision" value="allow">Allow</button>
        <button name="decision" value="deny">Deny</button></div></form>
        <p class="soft">This is a practice service: it asks for no password, and you can be either person. Both
        buttons take you back to <code>%7$s</code>.</p>
        """
            .formatted(
                Page.escaped(client.name()),
                Page.escaped(client.id()),
                scopes(request),
                Page.escaped(query),
                guard,
                people(),
                Page.escaped(client.redirectUri().toString()));
    return new Page("Allow access", content, "form-action 'self' " + origin(client));
  }

  private static String scopes(AuthorizationRequest request) {
    return request.scopes().stream()
        .sorted()
        .map(
            scope ->
                "<li>%s <code>%s</code></li>"
                    .formatted(Page.escaped(scope.meaning()), Page.escaped(scope.wire())))
        .collect(Collectors.joining());
  }

  private static String people() {
    return Arrays.stream(PracticePerson.values())
        .map(
            person ->
                """
                <label class="person"><input type="radio" name="person" value="%s" required%s>
                <span>%s <span class="soft">%s</span></span></label>
                """
                    .formatted(
                        person.id(),
                        person.ordinal() == 0 ? " checked" : "",
                        Page.escaped(person.fullName()),
                        Page.escaped(person.email())))
        .collect(Collectors.joining());
  }

  /** Browsers apply the policy of the form also to where its answer redirects. */
  private static String origin(PracticeClient client) {
    return client.redirectUri().getScheme() + "://" + client.redirectUri().getRawAuthority();
  }
}
