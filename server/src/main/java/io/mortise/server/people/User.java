package io.mortise.server.people;

import org.jspecify.annotations.Nullable;

/** A person as they see themselves. */
public record User(String id, String name, @Nullable String email) {}
