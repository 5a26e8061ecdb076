package dev.ghlmcp.app;

import dev.ghlmcp.cli.context.SandboxSettings;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.UserFolders;
import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.store.redis.RedisStore;
import dev.ghlmcp.store.sqlite.SqliteStore;
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
        String aside = aside(settings, sandbox);
        if (aside != null) {
            System.err.println("ghl-mcp: " + aside);
        }
        Secret key = Secret.of(settings.text(Setting.STORE_KEY));
        if (inRedis(settings, sandbox)) {
            return new RedisStore(new RedisWiring(settings).ofStore(), "ghl-mcp:" + name(settings) + ":", key);
        }
        Path file = file(settings, sandbox);
        return new SqliteStore(file == null ? temporary() : file, key);
    }

    /// Whether it is in the Redis of the fleet.
    static boolean inRedis(Settings settings, boolean sandbox) {
        return !sandbox && settings.text(Setting.STORE_FILE) == null && settings.text(Setting.FLEET_STORE) != null;
    }

    /// A sentence if a store of the settings is not used; else null.
    static String aside(Settings settings, boolean sandbox) {
        boolean unused = sandbox && inRedis(settings, false);
        return unused
                ? "with --sandbox fleet.store is not used, so that it holds nothing of a sandbox; store.file names a"
                        + " file to keep"
                : null;
    }

    /// Whether there is one already; a file that is not there is made when it is opened.
    static boolean exists(Settings settings, boolean sandbox) {
        Path file = file(settings, sandbox);
        return inRedis(settings, sandbox) || (file != null && Files.exists(file));
    }

    /// Where it is, or will be, if it is a file; null for one that ends with this process.
    static Path file(Settings settings, boolean sandbox) {
        String named = settings.text(Setting.STORE_FILE);
        if (named != null) {
            return Path.of(named).toAbsolutePath();
        }
        return sandbox && SandboxSettings.running(settings) == null
                ? null
                : UserFolders.here().own().resolve(name(settings) + ".db");
    }

    /// Sub-accounts of two addresses may have the same id, as those of sandboxes have.
    private static String name(Settings settings) {
        String address = settings.text(Setting.BASE_URL).replaceFirst("/+$", "");
        return address.equals(Setting.BASE_URL.fallback()) ? "state" : "state-" + Digests.of(address, 8);
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
