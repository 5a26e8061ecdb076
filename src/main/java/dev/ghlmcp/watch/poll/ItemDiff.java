package dev.ghlmcp.watch.poll;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.store.Commit.Event;
import dev.ghlmcp.store.Commit.Put;
import dev.ghlmcp.watch.Observed;
import dev.ghlmcp.watch.Trigger;
import dev.ghlmcp.watch.WatchEvents;
import dev.ghlmcp.watch.WatchWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Compares what a poll saw with what the watch knew.
///
/// @param polled when the poll before was, or 0: a poll that is repeated finds the same events, by their ids
/// @param primed whether there was a poll before; the first one is silent
record ItemDiff(WatchEvents events, WatchWindow window, long now, long polled, boolean primed) {
    private static final int MAX_WITH_MEMBERS = 1000;

    /// What is known of an item: how often it has changed, its hash, when it begins, and a hash of each member.
    private record Known(long times, String hash, long begins, String members) {
        static Known of(String value) {
            String[] parts = value.split("\\|", 4);
            return new Known(Long.parseLong(parts[0]), parts[1], Long.parseLong(parts[2]), parts[3]);
        }

        String value() {
            return times + "|" + hash + "|" + begins + "|" + members;
        }
    }

    /// @param complete whether what was not seen is not there
    List<Put> puts(Map<String, String> before, Map<String, Observed> seen, boolean complete) {
        List<Put> puts = new ArrayList<>();
        seen.forEach((id, observed) -> {
            String known = before.get(id);
            Put put = known == null ? fresh(observed, seen.size()) : changed(observed, Known.of(known), seen.size());
            if (put != null) {
                puts.add(put);
            }
        });
        if (complete) {
            before.forEach((id, value) -> {
                if (!seen.containsKey(id)) {
                    puts.add(removed(id, Known.of(value)));
                }
            });
        }
        return puts;
    }

    private Put fresh(Observed observed, int size) {
        // An item that was removed and came again has another event than the first time.
        Known known = new Known(polled, observed.hash(), observed.begins(), members(observed, size));
        boolean silent = !primed || window.movedIn(observed.begins());
        return new Put(observed.id(), known.value(), 0, silent ? null : event(observed, "new", known, List.of()));
    }

    private Put changed(Observed observed, Known before, int size) {
        String hash = observed.hash();
        if (hash.equals(before.hash())) {
            return null;
        }
        Known known = new Known(before.times() + 1, hash, observed.begins(), members(observed, size));
        List<String> members = before.members().isEmpty() ? List.of() : observed.changed(before.members());
        return new Put(observed.id(), known.value(), 0, event(observed, "changed", known, members));
    }

    private Put removed(String id, Known before) {
        Observed observed = new Observed(events.trigger(), id, Json.MAPPER.missingNode());
        boolean silent = window.movedOut(before.begins());
        return new Put(id, null, 0, silent ? null : event(observed, "removed", before, List.of()));
    }

    private static String members(Observed observed, int size) {
        return size > MAX_WITH_MEMBERS ? "" : observed.members();
    }

    private Event event(Observed observed, String change, Known known, List<String> members) {
        Trigger trigger = events.trigger();
        // The answer to a question is not new or removed: it is another one.
        String name = trigger.kind() == Trigger.Kind.PROBE && !trigger.emits().contains(change) ? "changed" : change;
        return trigger.emits().contains(name)
                ? events.event(observed, name, known.times() + " " + known.hash(), now, members)
                : null;
    }
}
