package io.mortise.server.kernel;

/** Recognizes repeated requests without keeping them: they may hold a secret. */
public interface RequestHasher {
  /** A keyed hash of a request, equal for equal requests of one organization only. */
  byte[] requestHash(OrganizationId organization, byte[] request);
}
