package dev.ghlmcp.operation.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The argument takes values of several kinds. Its schema says `string`, the one type that every client can send;
/// other values pass as they are, and so does a text that is the JSON of a list of texts.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface Mixed {
    /// What it takes.
    Kind value();

    /// Sets of values.
    enum Kind {
        /// All JSON, as without the annotation.
        ANY,
        /// All JSON; a text that is the JSON of any list or object is read as that.
        FILTER,
        /// What custom fields have: texts, numbers, lists of them, and files, which are objects by their ids.
        CUSTOM_FIELD
    }
}
