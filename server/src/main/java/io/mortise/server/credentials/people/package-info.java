/**
 * What people and their scripts see of credentials: lists, pages and what may be done there.
 *
 * <p>Front doors: the two controllers. No secret is ever opened for an answer of theirs.
 */
@NullMarked
package io.mortise.server.credentials.people;

import org.jspecify.annotations.NullMarked;
