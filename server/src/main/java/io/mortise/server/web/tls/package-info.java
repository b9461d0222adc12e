/**
 * Reads the certificate and key of the server and takes new ones without a restart.
 *
 * <p>Front door: {@link io.mortise.server.web.tls.TlsFiles}. No key is ever logged.
 */
@NamedInterface("tls")
@NullMarked
package io.mortise.server.web.tls;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
