package dev.ghlmcp.operation.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// HighLevel wants the agency's id here; the tool takes it as the optional argument `companyId`, and the configured
/// company fills it.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Company {
    /// Where the id goes.
    Place value();

    /// HighLevel does without it, if neither the caller nor the configuration has one.
    boolean optional() default false;
}
