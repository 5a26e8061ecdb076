package dev.ghlmcp.app;

import dev.ghlmcp.app.settings.HookSettings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.doctor.Finding;
import dev.ghlmcp.server.hook.HighLevelHook;
import dev.ghlmcp.server.trigger.SyncFigures;
import dev.ghlmcp.server.trigger.SyncStatus;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.store.redis.RedisStore;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.run.Inbox;
import dev.ghlmcp.watch.WatchSpec;
import dev.ghlmcp.watch.bell.Doorbell;
import dev.ghlmcp.watch.delivery.EndpointStatus;
import dev.ghlmcp.watch.delivery.Endpoints;
import dev.ghlmcp.watch.delivery.SettingsWatch;
import dev.ghlmcp.watch.service.WatchTimes;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What `ghl-mcp doctor` says of watches and of what else is in their store.
///
/// @param sandbox whether a sandbox of this process takes HighLevel's place
record WatchChecks(AppWiring wiring, boolean sandbox) {
    private static final String WHAT = "watches";
    private static final String POSTED = "webhooks out";
    private static final String SYNCED = "syncs";
    private static final int NAMED = 3;

    /// Looks at the store, which is opened once, as its key takes time. One that is not there is not made.
    List<Finding> examine() {
        Path file =
                StoreWiring.inRedis(wiring.settings(), sandbox) ? null : StoreWiring.file(wiring.settings(), sandbox);
        if (!StoreWiring.exists(wiring.settings(), sandbox)) {
            String where = file == null ? "" : "; " + file + " is not there yet";
            return findings(Finding.ok(WHAT, "nothing is watched" + where), null, posted(List::of), synced(null));
        }
        try (EventStore store = StoreWiring.open(wiring.settings(), sandbox)) {
            return findings(
                    watched(store, file),
                    doorbell(store),
                    posted(new Endpoints(store.documents())::statuses),
                    synced(new Inbox(store.documents(), InstantSource.system())));
        } catch (StoreException e) {
            return findings(
                    Finding.bad(WHAT, e.getMessage()),
                    null,
                    posted(() -> {
                        throw e;
                    }),
                    synced(null));
        }
    }

    private static List<Finding> findings(Finding... all) {
        return Stream.of(all).filter(Objects::nonNull).toList();
    }

    /// How many watches there are, and which fail.
    private static Finding watched(EventStore store, Path file) {
        try {
            List<WatchRow> all = store.watches();
            List<WatchRow> ended =
                    all.stream().filter(row -> !row.state().isEmpty()).toList();
            List<WatchRow> failing = all.stream()
                    .filter(row -> row.state().isEmpty() && row.fails() > 0)
                    .toList();
            String text =
                    (file == null ? store : file) + " has " + all.size() + (all.size() == 1 ? " watch" : " watches")
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

    /// Whether HighLevel's webhooks come; null if they are not taken.
    private Finding doorbell(EventStore store) {
        if (HookSettings.signature(wiring.settings()) == null) {
            return null;
        }
        try {
            Set<String> silent = Doorbell.silent(store, System.currentTimeMillis());
            return silent.isEmpty()
                    ? Finding.ok(
                            "doorbell", "HighLevel's webhooks came wherever polls found changes in the last 24 hours")
                    : Finding.note(
                            "doorbell",
                            "polls found changes in the last 24 hours in " + String.join(", ", silent)
                                    + ", and no webhook of HighLevel came from there: see in the developer portal that the"
                                    + " app's webhook URL ends in " + HighLevelHook.PATH + " of this server and is"
                                    + " delivered, and that the app is installed there (docs/watching.md)");
        } catch (StoreException _) {
            return null;
        }
    }

    /// Whether the watches of the settings can be used, and how the deliveries go; null if nothing is posted.
    private Finding posted(Supplier<List<EndpointStatus>> statuses) {
        try {
            List<SettingsWatch> entries = new WatchWiring(wiring.settings(), sandbox).entries();
            List<EndpointStatus> all = statuses.get();
            if (entries.isEmpty() && all.isEmpty()) {
                return null;
            }
            String wrong = all.stream()
                    .filter(one -> !one.state().equals("working") || one.dead() > 0)
                    .map(WatchChecks::described)
                    .collect(Collectors.joining("; "));
            String text = entries.size() + (entries.size() == 1 ? " watch" : " watches") + " in the settings, "
                    + all.size() + (all.size() == 1 ? " receiver" : " receivers") + " of events"
                    + (wrong.isEmpty() ? "" : ": " + wrong);
            return wrong.isEmpty() ? Finding.ok(POSTED, text) : Finding.note(POSTED, text);
        } catch (SettingsException | StoreException e) {
            return Finding.bad(POSTED, e.getMessage());
        }
    }

    /// Whether the syncs of the settings can be used, and how they go; null if there are none.
    ///
    /// @param inbox of their messages; null if there is none yet
    private Finding synced(Inbox inbox) {
        try {
            SyncWiring configured = SyncWiring.of(wiring);
            if (configured == null) {
                return null;
            }
            List<Sync> syncs = configured.entries();
            SyncFigures figures = new SyncFigures(syncs, () -> inbox, InstantSource.system());
            Stream<String> troubles = (inbox == null ? List.<SyncStatus>of() : figures.all())
                    .stream().map(status -> status.trouble(figures.now())).filter(trouble -> !trouble.isEmpty());
            String wrong = Stream.concat(troubles, SyncWiring.notes(wiring, syncs).stream())
                    .collect(Collectors.joining("; "));
            String text = syncs.size() + (syncs.size() == 1 ? " sync" : " syncs") + ": "
                    + syncs.stream()
                            .map(sync -> sync.name() + (sync.auth() == null ? " (no auth, so no hook)" : ""))
                            .collect(Collectors.joining(", "))
                    + (wrong.isEmpty() ? "" : "; " + wrong);
            return wrong.isEmpty() ? Finding.ok(SYNCED, text) : Finding.note(SYNCED, text);
        } catch (SettingsException | StoreException e) {
            return Finding.bad(SYNCED, e.getMessage());
        }
    }

    private static String described(EndpointStatus one) {
        return one.name() + " at " + one.host() + " is " + one.state()
                + (one.failing() == 0 ? "" : " since " + WatchTimes.time(one.failing()))
                + (one.sentence().isEmpty() ? "" : " (" + one.sentence() + ")")
                + (one.next() == 0
                        ? ""
                        : ", tried again at " + WatchTimes.time(one.next()) + " (at once: `ghl-mcp events replay "
                                + one.name() + "`)")
                + (one.dead() == 0
                        ? ""
                        : ", " + one.dead() + (one.dead() == 1 ? " dead letter" : " dead letters")
                                + ": `ghl-mcp events dead " + one.name() + "`");
    }

    private static String named(List<WatchRow> failing) {
        return failing.stream()
                        .limit(NAMED)
                        .map(row -> WatchSpec.of(row.spec()).operation() + " (" + row.id() + ": " + row.note() + ")")
                        .collect(Collectors.joining("; "))
                + (failing.size() > NAMED ? "; `ghl-mcp events` lists the others" : "");
    }
}
