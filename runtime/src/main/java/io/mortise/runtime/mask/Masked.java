package io.mortise.runtime.mask;

/**
 * A text in which the secrets are masked.
 *
 * @param count in how many places
 */
public record Masked(String text, int count) {}
