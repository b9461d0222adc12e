package io.mortise.runtime.connector;

import org.jspecify.annotations.Nullable;

/**
 * Notes on a method.
 *
 * @param revokeUrl the page on which the service revokes such a secret
 * @param staticSecret whether the secret stays the same until a person changes it, so that Mortise
 *     reminds people to rotate it
 */
public record MethodNotes(
    @Nullable String guide, @Nullable String revokeUrl, boolean staticSecret) {}
