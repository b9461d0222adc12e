package io.mortise.server.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an endpoint whose answer holds a service's data or is true for a moment only, so that it is
 * not kept for {@code Idempotency-Key}. A repetition is refused with 409 {@code already_answered}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AnswerNotKept {}
