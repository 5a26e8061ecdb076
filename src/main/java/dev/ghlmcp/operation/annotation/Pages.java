package dev.ghlmcp.operation.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The operation answers a list. However HighLevel pages it, the caller is told in one way how many came, how many
/// there are, and with which arguments to ask for the next page.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Pages {
    /// Where the list stands in the answer: `contacts`, `messages.messages`; `items` if the answer is the list.
    String value();

    /// How the next page is asked for.
    Paging by() default Paging.NOT;

    /// Where the number of all hits stands in the answer: `total`, `meta.total`; empty if HighLevel does not tell.
    String total() default "";
}
