package io.mortise.server.web.connection;

import java.time.Duration;

/**
 * How much unauthenticated clients may hold.
 *
 * @param unfinished connections on which a header, a body or an answer is under way
 * @param unfinishedPerAddress the share of them that one address may have (of IPv6: a /64 network)
 * @param strangers connections of clients that have not authenticated, idle ones included
 * @param header from the first byte (of a new connection: from its acceptance) to the last, the TLS
 *     handshake included
 * @param body from when the server first waits for it to its last byte
 * @param answer from when the client first does not take it to its last byte
 * @param idleBody the longest pause in a body whose sender is authenticated
 */
public record ConnectionBounds(
    int unfinished,
    int unfinishedPerAddress,
    int strangers,
    Duration header,
    Duration body,
    Duration answer,
    Duration idleBody) {

  /**
   * An unfinished header holds 65 KiB, a body with its buffers 120 KiB, an idle connection 18 KiB
   * (measured; ADR 6). All together stay below 85 MiB of a heap of 288 MiB.
   */
  public static final ConnectionBounds DEFAULT =
      new ConnectionBounds(
          512,
          128,
          1_024,
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30));
}
