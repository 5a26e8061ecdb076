package dev.ghlmcp.operation.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The operation has no request of its own: a few lines of code choose among these operations.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Composite {
    /// The operations whose requests it may send; those that are no tools themselves are nested in its record.
    Class<? extends Record>[] value();
}
