package dev.ghlmcp.cli.output;

import java.io.Console;

/// Where a person sits.
public final class Terminal {
    private Terminal() {}

    /// The terminal of this process, or null if its input or output is none. The better kind of console, which is never
    /// null, is in the module jdk.internal.le, which is left out of the runtime.
    @SuppressWarnings("SystemConsoleNull")
    public static Console console() {
        Console console = System.console();
        return console != null && console.isTerminal() ? console : null;
    }
}
