package dev.ghlmcp.cli.context;

import dev.ghlmcp.config.Settings;
import java.io.PrintStream;

/// What a command gets from the root of the command line.
public interface CommandContext {
    /// The options of every command, as this command line gives them.
    GlobalOptions options();

    /// The parts of the program.
    Composition composition();

    /// The output for results. Control characters are escaped on a terminal.
    PrintStream out();

    /// The settings, as the options are now.
    default Settings settings() {
        return composition().settings(options());
    }
}
