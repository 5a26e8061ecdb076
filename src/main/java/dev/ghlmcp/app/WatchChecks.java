package dev.ghlmcp.app;

import dev.ghlmcp.config.Settings;
import dev.ghlmcp.doctor.Finding;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.store.redis.RedisStore;
import dev.ghlmcp.watch.WatchSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// What `ghl-mcp doctor` says of watches.
///
/// @param sandbox whether a sandbox of this process takes HighLevel's place
record WatchChecks(Settings settings, boolean sandbox) {
    private static final String WHAT = "watches";
    private static final int NAMED = 3;

    /// Whether the store can be opened, how many watches it has, and which fail. A store that is not there is not made.
    Finding examine() {
        boolean inRedis = StoreWiring.inRedis(settings, sandbox);
        Path file = inRedis ? null : StoreWiring.file(settings, sandbox);
        if (!inRedis && (file == null || !Files.exists(file))) {
            return Finding.ok(WHAT, "nothing is watched" + (file == null ? "" : "; " + file + " is not there yet"));
        }
        try (EventStore store = StoreWiring.open(settings, sandbox)) {
            List<WatchRow> all = store.watches();
            List<WatchRow> ended =
                    all.stream().filter(row -> !row.state().isEmpty()).toList();
            List<WatchRow> failing = all.stream()
                    .filter(row -> row.state().isEmpty() && row.fails() > 0)
                    .toList();
            String text = (inRedis ? store : file) + " has " + all.size() + (all.size() == 1 ? " watch" : " watches")
                    + (ended.isEmpty() ? "" : ", " + ended.size() + " ended")
                    + (failing.isEmpty() ? "" : ", " + failing.size() + " failing: " + named(failing));
            String risk = store instanceof RedisStore redis ? redis.risk() : "";
            return failing.isEmpty() && risk.isEmpty()
                    ? Finding.ok(WHAT, text)
                    : Finding.note(WHAT, risk.isEmpty() ? text : text + "; " + risk);
        } catch (StoreException e) {
            return Finding.bad(WHAT, e.getMessage());
        }
    }

    private static String named(List<WatchRow> failing) {
        return failing.stream()
                        .limit(NAMED)
                        .map(row -> WatchSpec.of(row.spec()).operation() + " (" + row.id() + ": " + row.note() + ")")
                        .collect(Collectors.joining("; "))
                + (failing.size() > NAMED ? "; `ghl-mcp events` lists the others" : "");
    }
}
