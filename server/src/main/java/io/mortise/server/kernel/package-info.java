/**
 * The words that every other package uses: typed ids, refusals and invalid requests, pages of
 * lists, names, times and bearer tokens.
 *
 * <p>There is no single front door; features most often begin with {@link
 * io.mortise.server.kernel.RequestCheck}, {@link io.mortise.server.kernel.Refused} and {@link
 * io.mortise.server.kernel.Page}. Nothing here knows a table, a feature, a setting or who is
 * asking.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.mortise.server.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
