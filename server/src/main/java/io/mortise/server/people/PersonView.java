package io.mortise.server.people;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A person as they see themselves. */
@Schema(name = "User")
public record PersonView(String id, String name, @Nullable String email) {}
