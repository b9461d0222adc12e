/** Starts the parts and the clock's work; holds no rule of the product. */
@NullMarked
package io.mortise.server;

import org.jspecify.annotations.NullMarked;
