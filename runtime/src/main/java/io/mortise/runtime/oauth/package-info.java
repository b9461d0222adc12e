/**
 * The messages of an OAuth client (RFC 6749): what is sent to a token endpoint, and how its answers
 * are read. Front door: {@link io.mortise.runtime.oauth.TokenClient}. It knows neither a database
 * nor a connector, and nothing that it reports is in a service's own words.
 */
@NullMarked
package io.mortise.runtime.oauth;

import org.jspecify.annotations.NullMarked;
