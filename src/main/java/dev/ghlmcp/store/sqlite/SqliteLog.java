package dev.ghlmcp.store.sqlite;

import dev.ghlmcp.store.Commit;
import dev.ghlmcp.store.Commit.Put;
import dev.ghlmcp.store.EventSeal;
import dev.ghlmcp.store.Lease;
import dev.ghlmcp.store.LoggedEvent;
import dev.ghlmcp.store.SinkPosition;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What watches have seen, the events that came of it, and how far files have them.
record SqliteLog(SqliteConnection db, EventSeal seal) {
    Map<String, String> items(String watch) {
        Map<String, String> items = new LinkedHashMap<>();
        db.query(
                "select slot, value from item where watch = ?",
                row -> items.put(row.getString(1), row.getString(2)),
                watch);
        return items;
    }

    boolean commit(Lease lease, Commit commit) {
        String watch = lease.watch();
        return db.atOnce(() -> {
            if (db.update(
                            "update watch set mark = max(mark, ?) where id = ? and holder = ? and fence = ?",
                            commit.mark(),
                            watch,
                            lease.holder(),
                            lease.number())
                    == 0) {
                return false;
            }
            for (Put put : commit.puts()) {
                if (placed(watch, put) && put.event() != null) {
                    log(watch, put.event(), commit.now());
                }
            }
            db.update("delete from item where watch = ? and at > 0 and at < ?", watch, commit.forget());
            if (commit.poll() != null) {
                Commit.Poll poll = commit.poll();
                boolean answered = poll.note().isEmpty();
                db.update(
                        "update watch set polled = iif(?, ?, polled), next = iif(? and ring > ?, min(ring, ?), ?),"
                                + " ring = iif(? and ring > ?, ring, 0), state = ?, note = ?, primed = max(primed, ?),"
                                + " fails = iif(?, 0, fails + 1), cost = iif(?, ?, cost), ended = iif(? = '', 0, ?)"
                                + " where id = ? and state = ''",
                        answered,
                        commit.now(),
                        // A ring does not hurry what failed; the next poll sees it.
                        answered,
                        commit.now(),
                        poll.next(),
                        poll.next(),
                        answered,
                        commit.now(),
                        poll.state(),
                        answered ? "" : seal.close("note " + watch, poll.note()),
                        poll.prime() ? 1 : 0,
                        answered,
                        answered,
                        poll.cost(),
                        poll.state(),
                        commit.now(),
                        watch);
            }
            return true;
        });
    }

    /// Whether the slot held something else.
    private boolean placed(String watch, Put put) throws SQLException {
        return put.value() == null
                ? db.update("delete from item where watch = ? and slot = ?", watch, put.slot()) == 1
                : db.update(
                                "insert into item values(?, ?, ?, ?) on conflict(watch, slot) do update set"
                                        + " value = excluded.value, at = excluded.at where value <> excluded.value",
                                watch,
                                put.slot(),
                                put.value(),
                                put.at())
                        == 1;
    }

    private void log(String watch, Commit.Event event, long now) throws SQLException {
        int added = db.update(
                "insert or ignore into log select id, last + 1, ?, ?, ? from watch where id = ?",
                event.id(),
                now,
                seal.close(watch + " " + event.id(), event.body()),
                watch);
        if (added == 1) {
            db.update("update watch set last = last + 1, last_at = ? where id = ?", now, watch);
        }
    }

    List<LoggedEvent> events(String watch, long after, int max) {
        return db.query(
                "select seq, id, logged, body from log where watch = ? and seq > ? order by seq limit ?",
                row -> new LoggedEvent(
                        row.getLong(1),
                        row.getString(2),
                        row.getLong(3),
                        seal.open(watch + " " + row.getString(2), row.getBytes(4))),
                watch,
                after,
                max);
    }

    SinkPosition sink(String watch, String name) {
        List<SinkPosition> found = db.query(
                "select name, key, length, seq from sink where watch = ? and name = ?",
                row -> new SinkPosition(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)),
                watch,
                name);
        return found.isEmpty() ? null : found.getFirst();
    }

    void sink(String watch, SinkPosition position) {
        db.atOnce(() -> db.update(
                "insert or replace into sink values(?, ?, ?, ?, ?)",
                watch,
                position.name(),
                position.key(),
                position.length(),
                position.seq()));
    }
}
