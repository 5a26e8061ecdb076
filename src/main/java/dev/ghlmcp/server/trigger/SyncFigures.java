package dev.ghlmcp.server.trigger;

import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.run.Inbox;
import dev.ghlmcp.sync.run.Inbox.SyncCounts;
import dev.ghlmcp.sync.run.SyncMessage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Supplier;

/// How the syncs are, for pages, metrics and scripts. All messages are read for it, so the figures are kept for twenty
/// times as long as that took. Thread-safe.
public final class SyncFigures {
    private static final int LETTERS = 5;
    private static final int SHARE = 20;

    private final List<Sync> syncs;
    private final Supplier<Inbox> inbox;
    private final InstantSource clock;
    private List<SyncStatus> read;
    private long until;

    /// @param syncs of the settings
    /// @param inbox of their messages
    public SyncFigures(List<Sync> syncs, Supplier<Inbox> inbox, InstantSource clock) {
        this.syncs = List.copyOf(syncs);
        this.inbox = inbox;
        this.clock = clock;
    }

    /// How all are, in the order of the settings.
    ///
    /// @throws dev.ghlmcp.store.StoreException if the store cannot be used
    public synchronized List<SyncStatus> all() {
        long begin = System.nanoTime();
        if (read == null || begin - until >= 0) {
            read = syncs.isEmpty() ? List.of() : read(inbox.get());
            long end = System.nanoTime();
            until = end + SHARE * (end - begin);
        }
        return read;
    }

    private List<SyncStatus> read(Inbox messages) {
        List<SyncStatus> all = new ArrayList<>();
        for (Sync sync : syncs) {
            Queue<SyncMessage> last = new PriorityQueue<>(Comparator.comparingLong(SyncMessage::ended));
            SyncCounts counts = messages.counts(sync.name(), dead -> {
                last.add(dead);
                if (last.size() > LETTERS) {
                    last.remove();
                }
            });
            List<SyncMessage> dead = last.stream()
                    .sorted(Comparator.comparingLong(SyncMessage::ended).reversed())
                    .toList();
            all.add(new SyncStatus(sync.name(), sync.auth() != null, counts, dead));
        }
        return all;
    }

    /// The time that ages count from, in ms since 1970.
    public long now() {
        return clock.millis();
    }

    /// Has dead letters worked on again. What HighLevel may have carried out already is only repeated if it is named.
    ///
    /// @param ids empty for all others
    /// @return how many; -1 if there is no such sync
    int replay(String name, Collection<String> ids) {
        if (syncs.stream().noneMatch(sync -> sync.name().equals(name))) {
            return -1;
        }
        int count = inbox.get().replay(name, ids);
        synchronized (this) {
            read = null;
        }
        return count;
    }
}
