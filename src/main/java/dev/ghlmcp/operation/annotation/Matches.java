package dev.ghlmcp.operation.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The text has a form of its own, which the schema leaves to the description.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface Matches {
    /// A rule of RFC 5545, alone or with the dates that it leaves out or adds.
    String RECURRENCE = "(?is)(RRULE:)?(?=\\S*FREQ=)"
            + "((^|(?<=:)|;)(FREQ=(SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)"
            + "|(COUNT|INTERVAL)=\\d+|UNTIL=\\d{8}(T\\d{6}Z?)?"
            + "|(BY[A-Z]+|WKST)=[A-Z\\d,+-]+))+;?(\\s+(DTSTART|EXDATE|RDATE|EXRULE)\\S+)*\\s*";

    /// A regular expression for all of it.
    String value();

    /// The form in words, after "must be".
    String form();
}
