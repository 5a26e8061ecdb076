package dev.ghlmcp.sync.run;

import java.util.Locale;

/// How far a message of a sync is.
public enum SyncState {
    /// Stored, and nothing else.
    RECEIVED,
    /// Its record is known; another message of that is worked on.
    MAPPED,
    /// HighLevel was away, or a limit used up: it is tried again.
    RETRY,
    /// The record that it needs is not there yet.
    WAITING,
    /// HighLevel has it.
    DONE,
    /// HighLevel had it already, so nothing was called.
    UNCHANGED,
    /// The mapping does not want it.
    SKIPPED,
    /// A newer message of the same record is there.
    SUPERSEDED,
    /// Given up; a person can replay it.
    DEAD;

    /// Whether something is to be done with it.
    public boolean open() {
        return compareTo(DONE) < 0;
    }

    /// As it is shown.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
