package dev.ghlmcp.doctor;

/// The result of one check.
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

    /// A note: nothing needs a repair.
    public static Finding note(String what, String says) {
        return new Finding(what, State.NOTE, says);
    }

    /// A fault that needs a repair.
    public static Finding bad(String what, String says) {
        return new Finding(what, State.BAD, says);
    }
}
