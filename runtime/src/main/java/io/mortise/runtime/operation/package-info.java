/**
 * Executes the operations of connectors: checks the input, fills in the request, follows the pages
 * and reports the outcome.
 *
 * <p>Front door: {@link io.mortise.runtime.operation.OperationCall}. An input must never change the
 * host of a request or leave the path of its operation, and nothing reads an answer before its
 * secrets are masked.
 */
@NullMarked
package io.mortise.runtime.operation;

import org.jspecify.annotations.NullMarked;
