package dev.ghlmcp.operation.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What HighLevel calls the argument, where its name is misspelt, cryptic or differs from one generation of the API to
/// the other. The caller only sees the component's name.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface Wire {
    /// The name in the dated versions.
    String value();

    /// The name in `v3`; empty if it is the same.
    String v3() default "";
}
