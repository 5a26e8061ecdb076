package dev.ghlmcp.operation.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The only values that the argument, or each item of a list argument, may have.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface OneOf {
    /// The literals as HighLevel spells them.
    String[] value();

    /// What HighLevel takes beside them in its API version `v3`.
    String[] v3() default {};

    /// False keeps them out of the schema, because they are too many to read; a wrong value is still refused. One text
    /// may then hold several, with spaces between, and for an object with names of its own they are these names.
    boolean listed() default true;
}
