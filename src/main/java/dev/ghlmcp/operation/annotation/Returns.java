package dev.ghlmcp.operation.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The operation answers something else than JSON.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Returns {
    /// What it answers.
    Content value();
}
