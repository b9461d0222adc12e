package io.mortise.server.access;

import java.util.UUID;

/**
 * The generation under which a decision read one of its subjects. The use is recorded only while it
 * still holds; a subject never raised has generation 0.
 */
public record ExpectedGeneration(UUID subject, long generation) {}
