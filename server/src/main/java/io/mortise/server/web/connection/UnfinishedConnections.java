package io.mortise.server.web.connection;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections on which the server waits for a client, oldest first. When there are too many,
 * the oldest one is closed: of the same address if that has its share, else of all. Authenticated
 * clients have a bound of their own, so that strangers cannot push them out.
 */
final class UnfinishedConnections {
  /** How many idle connections make room at once, so that the search for them costs little. */
  private static final int ROOM = 32;

  private final ConnectionBounds bounds;
  private final LongSupplier nanoTime;
  private final SortedMap<ClientConnection, Long> strangers = new TreeMap<>();
  private final SortedMap<ClientConnection, Long> known = new TreeMap<>();
  private final Map<ByteBuffer, SortedSet<ClientConnection>> shares = new HashMap<>();
  private final Set<ClientConnection> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger openStrangers = new AtomicInteger();

  /**
   * @param nanoTime as {@link System#nanoTime} gives it
   */
  UnfinishedConnections(ConnectionBounds bounds, LongSupplier nanoTime) {
    this.bounds = bounds;
    this.nanoTime = nanoTime;
  }

  ConnectionBounds bounds() {
    return bounds;
  }

  /** A client has connected; its first request is under way from now on. */
  void opened(ClientConnection connection) {
    open.add(connection);
    add(connection, bounds.header());
    if (connection.isTrustedProxy()) {
      return;
    }
    connection.countedAsStranger().set(true);
    if (openStrangers.incrementAndGet() > bounds.strangers() && !closeIdle(connection)) {
      connection.close();
    }
  }

  void becameKnown(ClientConnection connection) {
    if (connection.countedAsStranger().getAndSet(false)) {
      openStrangers.decrementAndGet();
    }
  }

  void released(ClientConnection connection) {
    remove(connection);
    open.remove(connection);
    becameKnown(connection);
  }

  /** The server begins to wait for the client; does nothing if it waits already. */
  void add(ClientConnection connection, Duration time) {
    long deadline = nanoTime.getAsLong() + time.toNanos();
    ClientConnection tooMany = add(connection, deadline);
    if (tooMany != null) {
      tooMany.close();
    }
  }

  /** The client has done its part. */
  synchronized void remove(ClientConnection connection) {
    boolean found = known.remove(connection) != null;
    if (strangers.remove(connection) != null) {
      found = true;
    }
    if (found) {
      var network = network(connection.address());
      var share = shares.get(network);
      if (share != null && share.remove(connection) && share.isEmpty()) {
        shares.remove(network);
      }
    }
  }

  /** Closes those whose time is over. */
  void closeOverdue() {
    overdue(nanoTime.getAsLong()).forEach(ClientConnection::close);
  }

  /** Which one has to give way, if any. */
  private synchronized @Nullable ClientConnection add(ClientConnection connection, long deadline) {
    var group = connection.isAuthenticated() ? known : strangers;
    if (group.putIfAbsent(connection, deadline) != null) {
      return null;
    }
    ClientConnection tooMany = group.size() > bounds.unfinished() ? group.firstKey() : null;
    if (group == strangers && !connection.isTrustedProxy()) {
      var share = shares.computeIfAbsent(network(connection.address()), key -> new TreeSet<>());
      share.add(connection);
      if (share.size() > bounds.unfinishedPerAddress()) {
        tooMany = share.first();
      }
    }
    if (tooMany != null) {
      remove(tooMany);
    }
    return tooMany;
  }

  private synchronized List<ClientConnection> overdue(long now) {
    var overdue = new ArrayList<ClientConnection>();
    for (var group : List.of(strangers, known)) {
      group.forEach(
          (connection, deadline) -> {
            if (deadline - now <= 0) {
              overdue.add(connection);
            }
          });
    }
    overdue.forEach(this::remove);
    return overdue;
  }

  /** Makes room for a newcomer; false if every stranger is being served at this moment. */
  private boolean closeIdle(ClientConnection newcomer) {
    var idle =
        open.stream()
            .filter(each -> each != newcomer && each.countedAsStranger().get())
            .filter(ClientConnection::isBetweenRequests)
            .sorted(Comparator.comparingLong(ClientConnection::lastActive))
            .limit(ROOM)
            .toList();
    idle.forEach(ClientConnection::close);
    return !idle.isEmpty();
  }

  /** Of IPv6 the first 64 bits: anyone who has one address there has all of them. */
  private static ByteBuffer network(InetAddress address) {
    byte[] bytes = address.getAddress();
    return ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, 8));
  }
}
