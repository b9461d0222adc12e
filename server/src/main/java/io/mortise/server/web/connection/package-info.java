/**
 * Bounds what clients can make the server hold before they have said who they are: how long a
 * request may be on its way, and how many requests may be. The front door is {@link
 * io.mortise.server.web.connection.BoundedProtocol}, which Tomcat loads by its name. Nothing here
 * reads or changes what is sent; ADR 6 says why it exists.
 */
@NullMarked
package io.mortise.server.web.connection;

import org.jspecify.annotations.NullMarked;
