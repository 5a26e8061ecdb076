package dev.ghlmcp.operation.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Where the risk of an operation is not what its verb says (a `DELETE`, or what [Tool] calls destructive, is
/// irreversible).
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Consent {
    /// The risk.
    Risk value();

    /// Calls that have it, as `argument` or `argument=value`; all calls if there are none.
    String[] when() default {};
}
