package io.mortise.runtime.connector.oauth;

/**
 * A scope that people can ask for.
 *
 * @param meaning what it lets Mortise do, in plain words
 * @param byDefault whether it is asked for unless somebody takes it out
 */
public record Scope(String name, String meaning, boolean byDefault) {}
