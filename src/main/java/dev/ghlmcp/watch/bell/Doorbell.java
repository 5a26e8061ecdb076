package dev.ghlmcp.watch.bell;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.store.Document;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.watch.Trigger;
import dev.ghlmcp.watch.WatchSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Lets watches be polled when HighLevel says that something has happened, rather than when their time has come. A bell
/// is in the store before it counts as heard, and waits there until all polls for it have been called for. Only polls
/// tell what has happened, and those at the usual times go on. Thread-safe.
///
/// @param hurry    whether the limits leave room for polls of a watch before its time
/// @param heard    counts those that this process has heard
public record Doorbell(EventStore store, InstantSource clock, Predicate<WatchRow> hurry, HeardBells heard) {
    private static final String KIND = "bell";
    private static final String LATEST = "bell-latest";

    /// When watches are polled after a bell: what watches one record at once, as HighLevel shows its change at once;
    /// the others later, as searches lag, and again, as nobody knows how long.
    private static final List<Duration> POLLS =
            List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(90));

    /// Between two polls that bells call for, for each request that one takes.
    private static final Duration GAP = Duration.ofSeconds(15);

    /// As long as a bell is known again.
    private static final Duration KEPT = Duration.ofDays(1);

    private static final Duration NOTED = Duration.ofMinutes(1);
    private static final int AT_ONCE = 500;

    /// Takes a bell.
    ///
    /// @param id of the webhook
    /// @return false if it was heard before
    public boolean take(String id, Bell bell) {
        long now = clock.millis();
        ObjectNode body = bell.json().put("heard", now).put("polls", 0);
        if (!store.documents().insert(document(KIND, id, body).at(now).until(now + KEPT.toMillis()))) {
            return false;
        }
        heard.add(now);
        for (String account : bell.accounts()) {
            note(account, now);
        }
        return true;
    }

    private void note(String account, long now) {
        Document latest = store.documents().document(LATEST, account);
        ObjectNode body = Json.MAPPER.createObjectNode().put("heard", now);
        if (latest == null) {
            store.documents().insert(document(LATEST, account, body));
        } else if (now - heard(latest) >= NOTED.toMillis()) {
            // If another has changed it meanwhile, it is as good.
            store.documents().replace(latest.with(Json.MAPPER.writeValueAsString(body)));
        }
    }

    /// When a bell of a sub-account or agency was heard last, within a minute, in ms since 1970; 0 for never.
    public static long latest(EventStore store, String account) {
        Document latest = store.documents().document(LATEST, account);
        return latest == null ? 0 : heard(latest);
    }

    /// The sub-accounts and agencies where polls have found in a day what a bell could have told of, and none has rung
    /// since.
    public static Set<String> silent(EventStore store, long now) {
        long since = now - Duration.ofDays(1).toMillis();
        Set<String> accounts = new TreeSet<>();
        for (WatchRow row : store.watches()) {
            WatchSpec spec = WatchSpec.of(row.spec());
            Trigger trigger = row.lastAt() < since ? null : Trigger.find(spec.operation());
            if (trigger != null && !trigger.bells().isEmpty() && latest(store, spec.account()) < since) {
                accounts.add(spec.account());
            }
        }
        return accounts;
    }

    private static long heard(Document bell) {
        return Json.MAPPER.readTree(bell.body()).path("heard").asLong();
    }

    private static Document document(String kind, String name, JsonNode body) {
        return Document.of(kind, name, Json.MAPPER.writeValueAsString(body));
    }

    private record Ear(WatchRow row, WatchSpec spec, Trigger trigger) {}

    /// Calls for the polls that are due.
    public void ring() {
        long now = clock.millis();
        List<Document> due = store.documents().due(KIND, now, AT_ONCE);
        if (due.isEmpty()) {
            return;
        }
        List<Ear> ears = ears();
        Set<WatchRow> rung = new LinkedHashSet<>();
        List<Document> done = new ArrayList<>();
        for (Document document : due) {
            ObjectNode body = (ObjectNode) Json.MAPPER.readTree(document.body());
            Bell bell = Bell.stored(body);
            List<Ear> concerned = ears.stream()
                    .filter(ear -> bell.concerns(ear.spec(), ear.trigger()))
                    .toList();
            int polls = body.path("polls").asInt();
            concerned.stream()
                    .filter(ear -> Bell.one(ear.trigger()) == (polls == 0))
                    .forEach(ear -> rung.add(ear.row()));
            boolean more = polls + 1 < POLLS.size() && concerned.stream().anyMatch(ear -> !Bell.one(ear.trigger()));
            long next =
                    more ? body.path("heard").asLong() + POLLS.get(polls + 1).toMillis() : 0;
            done.add(document.at(next).with(Json.MAPPER.writeValueAsString(body.put("polls", polls + 1))));
        }
        for (WatchRow row : rung) {
            if (hurry.test(row)) {
                store.ring(row.id(), Math.max(now, row.polled() + GAP.toMillis() * Math.max(1, row.cost())));
            }
        }
        // After the rings: a process that ends here leaves a bell that rings again.
        done.forEach(store.documents()::replace);
    }

    /// What failed is tried again in its own time, or it would be tried each time.
    private List<Ear> ears() {
        List<Ear> ears = new ArrayList<>();
        for (WatchRow row : store.watches()) {
            if (row.state().isEmpty() && row.fails() == 0) {
                WatchSpec spec = WatchSpec.of(row.spec());
                Trigger trigger = Trigger.find(spec.operation());
                if (trigger != null) {
                    ears.add(new Ear(row, spec, trigger));
                }
            }
        }
        return ears;
    }
}
