package dev.ghlmcp.log;

/// How much standard error is told besides the program's own sentences.
public enum LogLevel {
    /// Nothing: no stack trace and no line of a library.
    OFF,

    /// Stack traces without the exceptions' messages, and the libraries' lines from INFO on.
    DEBUG;

    /// Puts it into force for the whole process. Call it before a library logs. `OFF` loads nothing, as a start over
    /// stdio must not wait for it.
    public void apply() {
        if (this == DEBUG) {
            LibraryLogs.show();
        }
    }
}
