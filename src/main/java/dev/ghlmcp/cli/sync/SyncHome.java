package dev.ghlmcp.cli.sync;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.sync.Sync;
import java.io.PrintStream;
import java.util.List;
import java.util.function.IntSupplier;

/// What each command of `sync` gets from the command line.
public interface SyncHome {
    /// What a command does with the syncs.
    interface Use {
        /// Does it.
        ///
        /// @return the exit code
        int of(SyncParts parts) throws InterruptedException;
    }

    /// Opens the store and does something. What cannot be done, an [IllegalArgumentException], is said on standard
    /// error.
    ///
    /// @return the exit code: 2 if the settings or a name are wrong, 3 if the store is away
    int with(Use use);

    /// Does something without the store.
    ///
    /// @return the exit code, as above
    int without(IntSupplier use);

    /// The syncs of the settings.
    List<Sync> syncs();

    /// What is wrong with these by the settings, a sentence each.
    List<String> problems(List<Sync> syncs);

    /// The tools of the settings.
    ToolView tools();

    /// How many requests HighLevel has left, such as `budget 12 of 100`; empty if that is not known.
    String left();

    /// Where results go.
    PrintStream out();
}
