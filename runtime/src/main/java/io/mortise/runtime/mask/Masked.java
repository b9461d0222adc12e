package io.mortise.runtime.mask;

/**
 * A text in which the secrets are masked.
 *
 * @param count the number of masked places
 */
public record Masked(String text, int count) {}
