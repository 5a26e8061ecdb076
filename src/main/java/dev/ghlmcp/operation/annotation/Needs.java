package dev.ghlmcp.operation.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// An argument makes sense only beside another. Null, `false`, an empty text and an empty list count as not given.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Needs.All.class)
public @interface Needs {
    /// The component that has the need.
    String argument();

    /// The values with which it has it; none for any.
    String[] is() default {};

    /// Components beside which it has none.
    String[] unless() default {};

    /// The component that must be given, too.
    String needs();

    /// The values that one may then have; none for any.
    String[] as() default {};

    /// How many items that one may then have at most; 0 for any number.
    int items() default 0;

    /// The rule is about the other one's value only: it may be left out.
    boolean ifGiven() default false;

    /// Several of them.
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface All {
        /// Each holds.
        Needs[] value();
    }
}
