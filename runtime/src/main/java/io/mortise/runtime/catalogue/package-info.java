/**
 * Reads connectors from YAML, one file per service, and holds the connectors that ship with
 * Mortise.
 *
 * <p>Front door: {@link io.mortise.runtime.catalogue.Catalogue}. A file that names a field, method
 * or host template which it does not declare must never be accepted; the refusal names file, line
 * and reason.
 */
@NullMarked
package io.mortise.runtime.catalogue;

import org.jspecify.annotations.NullMarked;
