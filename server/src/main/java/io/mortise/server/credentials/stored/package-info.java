/**
 * A credential as it is stored: its row, its sealed versions, and the gate in front of both.
 *
 * <p>Front door: {@link io.mortise.server.credentials.stored.CredentialGate}. Nothing here decides
 * where a secret goes; that is sealed with it.
 */
@NullMarked
package io.mortise.server.credentials.stored;

import org.jspecify.annotations.NullMarked;
