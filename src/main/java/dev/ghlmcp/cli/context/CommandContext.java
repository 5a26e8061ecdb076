package dev.ghlmcp.cli.context;

import dev.ghlmcp.config.Settings;
import dev.ghlmcp.store.StoreException;
import java.io.PrintStream;
import java.util.function.IntSupplier;

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

    /// The same, with those that `ghl-mcp install` stored, unless something else names an account.
    default Settings installedSettings() {
        options().useInstalled();
        return settings();
    }

    /// Does something with the store. What cannot be done is said on standard error.
    ///
    /// @return the exit code: 2 if the settings or a name are wrong, 3 if the store is away
    static int exitCode(IntSupplier use) {
        try {
            return use.getAsInt();
        } catch (StoreException e) {
            System.err.println("ghl-mcp: " + e.getMessage());
            return e.away() ? 3 : 2;
        } catch (IllegalArgumentException e) {
            System.err.println("ghl-mcp: " + e.getMessage());
            return 2;
        }
    }
}
