package dev.ghlmcp.operation.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What is different about the operation's request in HighLevel's API version `v3`, beyond the names of arguments.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface V3 {
    /// The path there, if it is another.
    String path() default "";

    /// The operation that took its place there, if it is gone; a few lines of code translate the arguments.
    Class<? extends Record> replacement() default Record.class;

    /// A number that is required there: the words of this HTML argument, sent as `wordCount`.
    String wordsOf() default "";
}
