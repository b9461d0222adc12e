/**
 * Completes the OpenAPI document that is generated from the controllers.
 *
 * <p>Front door: {@link io.mortise.server.web.openapi.ApiDocument}. Nothing here changes an answer.
 */
@NullMarked
package io.mortise.server.web.openapi;

import org.jspecify.annotations.NullMarked;
