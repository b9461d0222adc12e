package io.mortise.runtime.connector;

import org.jspecify.annotations.Nullable;

/**
 * What to know about a method beside its fields.
 *
 * @param revokeUrl the page on which the service revokes such a secret
 * @param staticSecret whether it stays the same until a person changes it, so that a reminder is
 *     due
 */
public record MethodNotes(
    @Nullable String guide, @Nullable String revokeUrl, boolean staticSecret) {}
