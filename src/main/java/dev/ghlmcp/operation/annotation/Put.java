package dev.ghlmcp.operation.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The operation is `PUT` on this path; a `{hole}` is the argument of that name.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Put {
    /// The path as HighLevel writes it, its trailing slash included.
    String value();
}
