package io.mortise.server.web.connection;

/** A channel that knows its connection. */
interface Watched {
  ClientConnection connection();
}
