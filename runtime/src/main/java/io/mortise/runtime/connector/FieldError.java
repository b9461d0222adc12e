package io.mortise.runtime.connector;

/**
 * What is wrong with one field.
 *
 * @param pointer JSON pointer into the request, such as {@code /fields/token}
 * @param detail never holds the value of a secret
 */
public record FieldError(String pointer, String detail) {}
