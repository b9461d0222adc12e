package io.mortise.server.web.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * One connection and what the server waits for on it. Tomcat's threads report each step here; the
 * connection enters {@link UnfinishedConnections} when the server begins to wait for the client and
 * leaves when the client has done its part.
 *
 * <p>Tomcat lets one thread at a time work on a connection. Closing may come from any other.
 */
public final class ClientConnection implements Comparable<ClientConnection> {
  private static final ThreadLocal<ClientConnection> CURRENT = new ThreadLocal<>();
  private static final AtomicLong REQUESTS = new AtomicLong();

  private final UnfinishedConnections unfinished;
  private final SocketChannel channel;
  private final InetAddress address;
  private final boolean trustedProxy;

  /** The place of this request among all that began; changes only while nobody waits for it. */
  private volatile long request = REQUESTS.incrementAndGet();

  private volatile Phase phase = Phase.HEADER;
  private volatile boolean authenticated;
  private volatile boolean bodyRead;
  private volatile boolean served;
  private volatile boolean closed;
  private volatile long lastActive = System.nanoTime();
  private final AtomicBoolean countedAsStranger = new AtomicBoolean();
  private volatile @Nullable SocketWrapperBase<NioChannel> wrapper;
  private @Nullable Thread waiting;

  /** What happens on the connection. */
  private enum Phase {
    /** A request is expected, or its header is under way. */
    HEADER,
    /** The request is being served; its body may be under way, and then its answer. */
    SERVING,
    /** The answer is given; Tomcat may still read the rest of a body that nobody wanted. */
    ANSWERED
  }

  ClientConnection(
      UnfinishedConnections unfinished,
      SocketChannel channel,
      InetAddress address,
      boolean trustedProxy) {
    this.unfinished = unfinished;
    this.channel = channel;
    this.address = address;
    this.trustedProxy = trustedProxy;
  }

  /** The connection whose request this thread serves; empty outside of requests and in tests. */
  public static Optional<ClientConnection> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** The sender of the current request has proved who it is. */
  public void authenticated() {
    if (!authenticated) {
      authenticated = true;
      unfinished.becameKnown(this);
    }
  }

  /** The body of the current request is in memory: the server no longer waits for the client. */
  public void bodyRead() {
    bodyRead = true;
    unfinished.remove(this);
  }

  InetAddress address() {
    return address;
  }

  /** Earlier requests come first. */
  @Override
  public int compareTo(ClientConnection other) {
    return Long.compare(request, other.request);
  }

  boolean isAuthenticated() {
    return authenticated;
  }

  boolean isTrustedProxy() {
    return trustedProxy;
  }

  /** Whether no request is being served. */
  boolean isBetweenRequests() {
    return phase == Phase.HEADER;
  }

  /** When bytes last came or went, by {@link System#nanoTime}. */
  long lastActive() {
    return lastActive;
  }

  /** Whether it counts among the strangers: not yet, until it is authenticated, or no longer. */
  AtomicBoolean countedAsStranger() {
    return countedAsStranger;
  }

  boolean isClosed() {
    return closed;
  }

  void attach(@Nullable SocketWrapperBase<NioChannel> itsWrapper) {
    if (itsWrapper != null) {
      wrapper = itsWrapper;
    }
  }

  /** This thread works on the connection until it {@link #leave leaves}. */
  void enter() {
    CURRENT.set(this);
  }

  /** This thread is done with the connection for now. */
  void leave(SocketState state) {
    CURRENT.remove();
    stopWaiting();
    boolean asynchronous = state == SocketState.LONG && phase == Phase.SERVING;
    if (asynchronous || state == SocketState.SUSPENDED) {
      return;
    }
    lastActive = System.nanoTime();
    phase = Phase.HEADER;
    bodyRead = false;
    if (state == SocketState.LONG) {
      if (served) {
        unfinished.remove(this);
        request = REQUESTS.incrementAndGet();
        served = false;
      }
      unfinished.add(this, unfinished.bounds().header());
    } else if (served || state == SocketState.CLOSED) {
      unfinished.remove(this);
    }
  }

  /** The header is whole. */
  void serve() {
    phase = Phase.SERVING;
    bodyRead = false;
    unfinished.remove(this);
    if (served) {
      request = REQUESTS.incrementAndGet();
    }
    served = true;
  }

  void answered(boolean wholeRequestRead) {
    phase = wholeRequestRead ? Phase.HEADER : Phase.ANSWERED;
  }

  /** Bytes came; while a request is served, none means that its thread is about to wait. */
  void read(int bytes) throws ClosedChannelException {
    if (bytes > 0) {
      lastActive = System.nanoTime();
    } else if (bytes == 0 && phase != Phase.HEADER && !bodyRead) {
      await(
          authenticated ? unfinished.bounds().idleBody() : unfinished.bounds().body(),
          authenticated);
    }
  }

  /** Bytes went; if some are left, the thread is about to wait until the client takes them. */
  void wrote(int bytes, boolean all) throws ClosedChannelException {
    if (bytes > 0) {
      lastActive = System.nanoTime();
    }
    if (!all && !authenticated) {
      await(unfinished.bounds().answer(), false);
    }
  }

  private void await(Duration time, boolean again) throws ClosedChannelException {
    synchronized (this) {
      if (closed) {
        throw new ClosedChannelException();
      }
      waiting = Thread.currentThread();
    }
    if (again) {
      unfinished.remove(this);
    }
    unfinished.add(this, time);
  }

  /** Before each read or write, and when the request has ended. */
  void resume() throws ClosedChannelException {
    stopWaiting();
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  private synchronized void stopWaiting() {
    if (waiting != null) {
      waiting = null;
      if (closed) {
        // The interruption was meant for the wait that has just ended.
        var unused = Thread.interrupted();
      }
    }
  }

  /** The connection is gone; either side may have ended it. */
  void released() {
    unfinished.released(this);
  }

  /**
   * Ends the connection from outside of the thread that works on it. A thread that waits for the
   * client is woken and finds the channel closed; Tomcat's objects are released by their own
   * thread, or here where no thread has them.
   */
  void close() {
    synchronized (this) {
      closed = true;
      try {
        channel.close();
      } catch (IOException e) {
        // It is closed as far as it can be.
      }
      if (waiting != null) {
        waiting.interrupt();
      }
    }
    var known = wrapper;
    if (known != null) {
      // Waits for the thread that works on it, which will find the channel closed.
      Thread.startVirtualThread(() -> release(known));
    }
  }

  private static void release(SocketWrapperBase<NioChannel> wrapper) {
    wrapper.getLock().lock();
    try {
      wrapper.close();
    } finally {
      wrapper.getLock().unlock();
    }
  }
}
