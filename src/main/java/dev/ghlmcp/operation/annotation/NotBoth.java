package dev.ghlmcp.operation.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// One of these arguments may be given, not several. Null, `false`, an empty text and an empty list count as not given.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface NotBoth {
    /// Names of the record's components.
    String[] value();
}
