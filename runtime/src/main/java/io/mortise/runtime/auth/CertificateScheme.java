package io.mortise.runtime.auth;

import io.mortise.runtime.credential.Fields;
import java.util.Optional;
import java.util.Set;

/** The client presents a certificate in the TLS handshake; see {@link ClientKey}. */
public record CertificateScheme(Template certificate, Template privateKey, Template passphrase)
    implements AuthScheme {
  @Override
  public Set<String> fields() {
    return Template.fieldsOf(certificate, privateKey, passphrase);
  }

  @Override
  public Optional<ClientKey> clientKey(Fields fields) {
    return certificate
        .reveal(fields)
        .map(
            pem ->
                ClientKey.of(pem, privateKey.reveal(fields), passphrase.reveal(fields).orElse("")));
  }
}
