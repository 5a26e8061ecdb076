package dev.ghlmcp.operation.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A member of the JSON body that always has the same value, so that no caller need know of it.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Constant {
    /// What HighLevel calls it.
    String name();

    /// The value as JSON.
    String value();
}
