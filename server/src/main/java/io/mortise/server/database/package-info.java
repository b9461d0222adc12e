/**
 * Where the PostgreSQL is: the embedded one, started durably, or an external one; and its
 * migrations.
 *
 * <p>Front door: {@link io.mortise.server.database.Database}. Durability settings are never relaxed
 * here.
 */
@ApplicationModule(allowedDependencies = {"kernel", "settings"})
@NullMarked
package io.mortise.server.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
