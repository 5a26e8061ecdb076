package dev.ghlmcp.operation.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What the token must be allowed to use. Without this annotation it is the toolset's name, and it is taken from the
/// interface where the record has none.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Scope {
    /// The scope without `.readonly` or `.write`, which follows from whether the operation only reads; or all of it
    /// where that rule does not hold.
    String value();
}
