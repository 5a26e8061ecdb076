package dev.ghlmcp.operation.annotation;

/// Forms in which HighLevel wants what callers give in a sensible one.
public enum Form {
    /// From a date-time: milliseconds since 1970.
    EPOCH_MILLIS,
    /// From a date-time: seconds since 1970.
    EPOCH_SECONDS,
    /// From a date-time: the same in UTC, `2030-01-31T14:00:00Z`.
    UTC,
    /// From a date: `mm-dd-yyyy`.
    US_DATE,
    /// From a date: its midnight as if it were in UTC, `2030-01-31T00:00:00.000Z`.
    DATE_AT_MIDNIGHT,
    /// From a list of texts: one text, joined by commas.
    COMMA_LIST,
    /// From a number or a boolean: the same as a JSON string.
    TEXT
}
