package dev.ghlmcp.sync.run;

import dev.ghlmcp.sync.MappingException;
import dev.ghlmcp.sync.MessageMembers;
import dev.ghlmcp.sync.RecordVersion;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncInput;
import dev.ghlmcp.sync.SyncMapping;
import dev.ghlmcp.sync.run.Inbox.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The messages of one record: one at a time, the oldest first. Of several that nothing was done for, those are passed
/// over whose members a newer one has, unless the sync wants all.
final class RecordTurn {
    /// A process that ends without a word is followed by another after that; no call takes so long.
    static final Duration LEASE = Duration.ofMinutes(3);

    private final SyncRunner all;
    private final Sync sync;
    private final SyncMapping mapping;
    private final String externalId;

    RecordTurn(SyncRunner all, Sync sync, String externalId) {
        this.all = all;
        this.sync = sync;
        this.mapping = new SyncMapping(sync);
        this.externalId = externalId;
    }

    /// Works on what is due.
    ///
    /// @param ids of messages that may not have been seen yet
    void run(Collection<String> ids) throws InterruptedException {
        boolean more = true;
        while (more && !all.closed()) {
            more = one(ids);
        }
    }

    /// @return whether more may be due
    private boolean one(Collection<String> ids) throws InterruptedException {
        long now = all.clock.millis();
        LedgerRow row = all.ledger.row(sync.name(), externalId);
        if (row.until > now && !row.holder.equals(all.holder)) {
            return false;
        }
        // Read after the row: what another process ends meanwhile shows when the row is saved.
        List<Stored> open = open(row, ids);
        LedgerWork work = row.work;
        if (work != null && work.ended != null) {
            end(row, open);
        }
        if (work != null && (work.ended != null || open.stream().noneMatch(one -> work.of(one.message())))) {
            if (work.begun) {
                // A process ended between the death of the message and its note of that.
                row.uncertain = work.message;
                row.doubt = work;
            }
            row.work = null;
        }
        settle(row, open);
        if (open.isEmpty()) {
            return false;
        }
        List<Stored> superseded = new ArrayList<>();
        Stored current = row.work == null ? next(open, superseded) : begun(row, open);
        open.removeAll(superseded);
        open.remove(current);
        row.open.clear();
        row.open.add(current.message().id());
        open.forEach(other -> row.open.add(other.message().id()));
        MessageRun run = new MessageRun(all, sync, row, current);
        if (!superseded.isEmpty()) {
            // Nobody else works on one of them from here on.
            if (!run.progress().hold()) {
                return false;
            }
            for (Stored other : superseded) {
                all.inbox.replace(other, mapped(other).ended(SyncState.SUPERSEDED, row.highLevelId, now));
            }
        }
        if (current.message().next() > now) {
            for (Stored other : open) {
                long next = current.message().next() + 1;
                all.inbox.replace(other, mapped(other).later(SyncState.MAPPED, "", 0, now, next));
            }
            run.progress().release();
            return false;
        }
        run.run();
        if (run.done()) {
            all.answered(sync);
        }
        return !open.isEmpty();
    }

    private SyncMessage mapped(Stored stored) {
        return stored.message().of(externalId);
    }

    private List<Stored> open(LedgerRow row, Collection<String> ids) {
        Set<String> known = new TreeSet<>(row.open);
        known.addAll(ids);
        if (row.work != null) {
            known.add(row.work.message);
        }
        if (row.doubt != null && row.doubt.carriedOut) {
            known.add(row.uncertain);
        }
        List<Stored> open = new ArrayList<>();
        for (String id : known) {
            Stored stored = all.inbox.stored(sync.name(), id);
            if (stored != null && stored.message().state().open() && ours(stored.message())) {
                open.add(stored);
            }
        }
        open.sort(Comparator.comparingLong(one -> one.message().order()));
        return open;
    }

    /// What a person says was carried out goes on from there, before anything newer.
    private static void settle(LedgerRow row, List<Stored> open) {
        if (row.work == null && row.doubt != null && row.doubt.carriedOut) {
            for (Stored stored : open) {
                if (stored.message().id().equals(row.uncertain)) {
                    row.work = row.doubt.replayed(stored.message());
                }
            }
            if (row.work != null) {
                row.doubt = null;
                row.uncertain = "";
            }
        }
    }

    /// Whether the mapping still says that a message is about this record.
    private boolean ours(SyncMessage message) {
        try {
            return mapping.externalId(message.input()).equals(externalId);
        } catch (MappingException _) {
            return false;
        }
    }

    /// A process may have ended between the end of a message and its note of that.
    private void end(LedgerRow row, List<Stored> open) {
        for (Stored stored : List.copyOf(open)) {
            if (row.work.of(stored.message())) {
                all.inbox.replace(stored, mapped(stored).ended(row.work.ended, row.highLevelId, all.clock.millis()));
                open.remove(stored);
            }
        }
    }

    /// The one whose turn it is.
    ///
    /// @param superseded gets those that are passed over
    private Stored next(List<Stored> open, List<Stored> superseded) {
        if (sync.keepAll() || open.size() == 1) {
            return open.getFirst();
        }
        List<Waiting> waiting = new ArrayList<>(open.stream().map(this::waiting).toList());
        List<Waiting> over = superseded(waiting);
        over.forEach(one -> superseded.add(one.stored()));
        waiting.removeAll(over);
        return first(waiting).stored();
    }

    /// One that nothing was done for, with what its mapping says of it: asked once, as a record may have many.
    private record Waiting(Stored stored, String version, boolean wanted) {
        boolean older(Waiting than) {
            return RecordVersion.older(version, than.version);
        }

        boolean after(Waiting than) {
            return than.older(this)
                    || (!older(than)
                            && stored.message().order() > than.stored.message().order());
        }

        /// Whether nothing is lost without an older one: what a newer one leaves out must not be.
        boolean replaces(Waiting older) {
            return wanted
                    && after(older)
                    && MessageMembers.have(
                            stored.message().input().body(),
                            older.stored.message().input().body());
        }
    }

    private Waiting waiting(Stored stored) {
        try {
            SyncInput input = stored.message().input();
            return new Waiting(stored, mapping.version(input), mapping.wanted(input));
        } catch (MappingException _) {
            return new Waiting(stored, "", false);
        }
    }

    private static List<Waiting> superseded(List<Waiting> waiting) {
        List<Waiting> left = new ArrayList<>(waiting);
        for (Waiting one : waiting) {
            if (left.stream().anyMatch(other -> other.replaces(one))) {
                left.remove(one);
            }
        }
        return waiting.stream().filter(one -> !left.contains(one)).toList();
    }

    /// The oldest version, or what came first.
    private static Waiting first(List<Waiting> waiting) {
        return waiting.stream()
                .filter(one -> waiting.stream().noneMatch(other -> other.older(one)))
                .findFirst()
                .orElseThrow();
    }

    private static Stored begun(LedgerRow row, List<Stored> open) {
        return open.stream()
                .filter(one -> row.work.of(one.message()))
                .findFirst()
                .orElseThrow();
    }
}
