package dev.ghlmcp.highlevel.reply;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.function.UnaryOperator;

/// The header `Retry-After` of an answer: seconds, or a date (RFC 9110 10.2.3).
public final class RetryAfter {
    private static final String NAME = "Retry-After";

    private RetryAfter() {}

    /// The time to wait, in ms; -1 if the header is missing or unreadable. A date is compared with the answer's own
    /// `Date`, because the clock of this machine may be wrong.
    ///
    /// @param header the value of a header by its name, or null
    public static long ms(UnaryOperator<String> header) {
        String value = header.apply(NAME);
        if (value == null) {
            return -1;
        }
        if (value.matches("\\d{1,12}")) {
            return Long.parseLong(value) * 1000;
        }
        Instant until = date(value);
        if (until == null) {
            return -1;
        }
        Instant sent = date(header.apply("Date"));
        return Math.max(
                0, Duration.between(sent == null ? Instant.now() : sent, until).toMillis());
    }

    private static Instant date(String text) {
        try {
            return text == null ? null : DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeException _) {
            return null;
        }
    }
}
