/**
 * Decides which hosts and addresses outbound connections may reach, and pins each connection to the
 * address that was checked.
 *
 * <p>Front door: {@link io.mortise.runtime.net.OutboundPolicy}, applied by {@link
 * io.mortise.runtime.net.AddressBook}. Nothing here sees a credential, and no name is resolved a
 * second time between the check and the connection.
 */
@NullMarked
package io.mortise.runtime.net;

import org.jspecify.annotations.NullMarked;
