package dev.ghlmcp.index;

import java.util.Locale;

/// What a call of an operation can do, as a person judged it for every one of them (`src/api/operations.txt`).
public enum ApiRisk {
    /// Changes nothing.
    READ,
    /// Changes what can be changed back.
    WRITE,
    /// Deletes, replaces, stops or changes many things at once.
    IRREVERSIBLE,
    /// Reaches people, or publishes.
    OUTWARD,
    /// Charges, pays, bills or records what somebody owes.
    MONEY,
    /// Hands out credentials or bills the owner of an app: it is described, but not called.
    NEVER;

    /// As it is written in settings and in the index.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// By its word.
    public static ApiRisk of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
