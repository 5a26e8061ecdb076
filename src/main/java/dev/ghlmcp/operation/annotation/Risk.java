package dev.ghlmcp.operation.annotation;

import java.util.Locale;

/// What a call can do that a person has to agree to.
public enum Risk {
    /// Reads, writes, or takes away exactly what it names and what can be put back: nobody is asked.
    WRITES,
    /// A whole record deleted, a bulk removal, "all", or a list that loses members which the call does not name.
    IRREVERSIBLE,
    /// Sends to people.
    OUTWARD,
    /// Changes what somebody owes.
    MONEY;

    /// As it is written in settings and documents.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
