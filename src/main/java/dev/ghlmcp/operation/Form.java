package dev.ghlmcp.operation;

/// Forms in which HighLevel wants what callers give in a sensible one.
public enum Form {
    /// From an ISO-8601 date-time with offset: milliseconds since 1970.
    EPOCH_MILLIS,
    /// From an ISO-8601 date: `mm-dd-yyyy`.
    US_DATE,
    /// From a list of texts: one text, joined by commas.
    COMMA_LIST,
    /// From a number or a boolean: the same as a JSON string.
    TEXT
}
