package dev.ghlmcp.operation.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A required argument for which an explicit `null` is an answer. The word `none` says the same, for clients whose
/// schemas have no null; for an optional argument `null` says nothing.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface Nullable {
    /// What null does, for the person who is asked: `UNLINKS them from ...`.
    String value();
}
