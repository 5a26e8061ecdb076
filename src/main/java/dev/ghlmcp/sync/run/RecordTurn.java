package dev.ghlmcp.sync.run;

import dev.ghlmcp.sync.MappingException;
import dev.ghlmcp.sync.MessageMembers;
import dev.ghlmcp.sync.RecordVersion;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncMapping;
import dev.ghlmcp.sync.run.Inbox.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

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
        LedgerRow.Work work = row.work;
        if (work != null && work.ended != null) {
            end(row, open);
        }
        if (work != null && (work.ended != null || open.stream().noneMatch(one -> work.of(one.message())))) {
            if (work.begun) {
                // A process ended between the death of the message and its note of that.
                row.uncertain = work.message;
            }
            row.work = null;
        }
        if (open.isEmpty()) {
            return false;
        }
        List<Stored> superseded = row.work == null && !sync.keepAll() ? superseded(open) : List.of();
        open.removeAll(superseded);
        Stored current = row.work == null ? first(open) : begun(row, open);
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

    /// Those of which a newer one says everything. What that leaves out must not be lost.
    private List<Stored> superseded(List<Stored> open) {
        List<Stored> left = new ArrayList<>(open);
        for (Stored one : open) {
            JsonNode body = one.message().input().body();
            if (left.stream()
                    .anyMatch(other -> after(other, one)
                            && wanted(other)
                            && MessageMembers.have(other.message().input().body(), body))) {
                left.remove(one);
            }
        }
        return open.stream().filter(one -> !left.contains(one)).toList();
    }

    private boolean after(Stored newer, Stored than) {
        return older(than, newer)
                || (!older(newer, than)
                        && newer.message().order() > than.message().order());
    }

    /// The oldest version, or what came first.
    private Stored first(List<Stored> open) {
        return sync.keepAll()
                ? open.getFirst()
                : open.stream()
                        .filter(one -> open.stream().noneMatch(other -> older(other, one)))
                        .findFirst()
                        .orElseThrow();
    }

    private boolean older(Stored one, Stored than) {
        return RecordVersion.older(version(one), version(than));
    }

    private String version(Stored stored) {
        try {
            return mapping.version(stored.message().input());
        } catch (MappingException _) {
            return "";
        }
    }

    private boolean wanted(Stored stored) {
        try {
            return mapping.wanted(stored.message().input());
        } catch (MappingException _) {
            return false;
        }
    }

    private static Stored begun(LedgerRow row, List<Stored> open) {
        return open.stream()
                .filter(one -> row.work.of(one.message()))
                .findFirst()
                .orElseThrow();
    }
}
