package io.mortise.server.accounts;

import org.jspecify.annotations.Nullable;

/** A person as they see themselves. */
record User(String id, String name, @Nullable String email) {}
