package dev.ghlmcp.doctor;

/// One thing that was looked at.
///
/// @param what in a word or two
/// @param says what was found, and what to do about it
public record Finding(String what, State state, String says) {
    /// How it is.
    public enum State {
        OK,
        /// Nothing is wrong, but people should know.
        NOTE,
        BAD
    }

    /// All is well.
    public static Finding ok(String what, String says) {
        return new Finding(what, State.OK, says);
    }

    /// Nothing to mend.
    public static Finding note(String what, String says) {
        return new Finding(what, State.NOTE, says);
    }

    /// Something to mend.
    public static Finding bad(String what, String says) {
        return new Finding(what, State.BAD, says);
    }
}
