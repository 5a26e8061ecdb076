package dev.ghlmcp.operation.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Which tokens HighLevel takes for the operation, in order of preference. Without this annotation it is the
/// sub-account's only.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Token {
    /// The first of these that is configured is sent.
    TokenClass[] value();
}
