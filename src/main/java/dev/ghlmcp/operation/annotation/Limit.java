package dev.ghlmcp.operation.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Bounds of a number, of a text's length in characters, or of a list's length in items.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface Limit {
    /// The smallest value allowed.
    long min() default Long.MIN_VALUE;

    /// The largest value allowed.
    long max() default Long.MAX_VALUE;
}
