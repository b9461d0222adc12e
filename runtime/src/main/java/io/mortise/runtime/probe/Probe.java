package io.mortise.runtime.probe;

import io.mortise.runtime.connector.ProbeSpec;
import io.mortise.runtime.net.HostAndPort;

/**
 * Tests credentials over one protocol. A new protocol implements this, is handed to the {@link
 * ProbeEngine}, and has its name among the engines that the catalogue accepts.
 *
 * <p>An implementation guarantees that a test
 *
 * <ul>
 *   <li>changes nothing at the service;
 *   <li>sends the secret only to {@link ProbeTarget#hosts()}, at an address that the outbound
 *       policy permits;
 *   <li>ends within a bounded time, and reports every failure of the service as a finding;
 *   <li>yields a finding without secrets and without the service's words, except the identity.
 * </ul>
 *
 * <p>Implementations are safe for many threads.
 */
public interface Probe {
  /** Whether this probe makes this kind of test; the engine uses the first probe that does. */
  boolean makes(ProbeSpec spec);

  /**
   * Makes the test. Called only for a spec that it {@link #makes} and that is {@link
   * ProbeSpec#possible possible} with the fields.
   */
  ProbeFinding run(ProbeTarget target);

  /** Returns the address to which {@link #run} connects first, without connecting. */
  HostAndPort address(ProbeTarget target);
}
