package dev.ghlmcp.operation.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Two times of the operation are the start and the end of one span: the end comes after the start, and for dates not
/// before it.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Span {
    /// The component with the start.
    String start();

    /// The component with the end.
    String end();

    /// How many days there may be between them; 0 for any number.
    int maxDays() default 0;

    /// HighLevel wants both with the same offset from UTC.
    boolean sameOffset() default false;
}
