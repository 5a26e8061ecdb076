package dev.ghlmcp.app;

import dev.ghlmcp.cli.SandboxSettings;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.UserFolders;
import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.SqliteStore;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.watch.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Opens what watches keep, by the settings.
public final class StoreWiring {
    private StoreWiring() {}

    /// Opens the store that the settings name, or the standard one.
    ///
    /// @param sandbox whether a sandbox is watched, which ends with this process unless it runs already
    /// @throws StoreException if it cannot be used
    public static EventStore open(Settings settings, boolean sandbox) {
        Path file = file(settings, sandbox);
        return new SqliteStore(file == null ? temporary() : file, Secret.of(settings.text(Setting.STORE_KEY)));
    }

    /// Where it is, or will be; null for one that ends with this process.
    static Path file(Settings settings, boolean sandbox) {
        String named = settings.text(Setting.STORE_FILE);
        if (named != null) {
            return Path.of(named).toAbsolutePath();
        }
        String address = settings.text(Setting.BASE_URL).replaceFirst("/+$", "");
        // Sub-accounts of two addresses may have the same id, as those of sandboxes have.
        String name =
                address.equals(Setting.BASE_URL.fallback()) ? "state.db" : "state-" + Digests.of(address, 8) + ".db";
        return sandbox && SandboxSettings.running(settings) == null
                ? null
                : UserFolders.here().own().resolve(name);
    }

    private static Path temporary() {
        try {
            Path folder = Files.createTempDirectory("ghl-mcp-sandbox");
            for (String name : new String[] {"", "state.db", "state.db-wal", "state.db-shm"}) {
                folder.resolve(name).toFile().deleteOnExit();
            }
            return folder.resolve("state.db");
        } catch (IOException _) {
            throw new StoreException("No temporary file can be made: name one by store.file (GHL_STORE_FILE).");
        }
    }
}
