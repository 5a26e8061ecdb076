package dev.ghlmcp.operation.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The ids that the operation's answer has, as other operations call them: an argument of this name needs no [Doc] to
/// say where it is from.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Yields {
    /// Names of arguments.
    String[] value();
}
