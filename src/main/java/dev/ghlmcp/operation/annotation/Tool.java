package dev.ghlmcp.operation.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What the assistant reads, and the hints that the verb alone does not tell: `GET` only reads, `DELETE` destroys,
/// everything but `POST` may be repeated.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Tool {
    /// One sentence, verb first, that sets this tool apart from its neighbours.
    String value();

    /// Changes nothing although it is not a `GET`.
    boolean readOnly() default false;

    /// Can lose data that the call does not name although it is not a `DELETE`.
    boolean destructive() default false;

    /// Repeating the call changes nothing more although it is a `POST`.
    boolean idempotent() default false;
}
