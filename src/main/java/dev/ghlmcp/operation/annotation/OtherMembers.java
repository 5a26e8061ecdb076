package dev.ghlmcp.operation.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// An object of this form may have members that the form does not list.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OtherMembers {
    /// It takes what the record takes that this one stands in, and by the same rules.
    boolean outer() default false;
}
