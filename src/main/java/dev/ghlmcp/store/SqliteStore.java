package dev.ghlmcp.store;

import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.store.Commit.Put;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A store in one SQLite file, which several processes may open: its transactions are on the disk when they end.
public final class SqliteStore implements EventStore {
    private static final String WATCHES =
            "select w.*, (select coalesce(min(seq), 0) from log where watch = w.id) as first,"
                    + " (select coalesce(max(read), 0) from reader where watch = w.id) as read from watch w ";

    /// As often as the most impatient wants who still reads; one who does not, counts only where nobody does.
    private static final String EVERY = "update watch set every = coalesce((select min(every) from reader r where"
            + " r.watch = watch.id and r.read >= ?), every) ";

    private final SqliteConnection db;
    private final EventSeal seal;

    /// @param file       made if it is not there
    /// @param passphrase encrypts events; null to leave them readable
    /// @throws StoreException if it cannot be used
    public SqliteStore(Path file, Secret passphrase) {
        this.db = new SqliteConnection(file);
        this.seal = db.seal(passphrase);
    }

    @Override
    public WatchRow enter(String id, String spec, String reader, Duration every, long now) {
        return db.atOnce(() -> {
            db.update(
                    "insert into watch(id, spec, every, made) values(?, ?, ?, ?) on conflict(id) do update set"
                            + " state = '', note = '', ended = 0, fails = 0, next = 0"
                            + " where state in ('stopped', 'unread', 'refused')",
                    id,
                    spec,
                    every.toMillis(),
                    now);
            long before = watch(id).everyMs();
            db.update("insert or replace into reader values(?, ?, ?, ?)", id, reader, every.toMillis(), now);
            db.update(EVERY + "where id = ?", now - UNREAD.toMillis(), id);
            // What failed waits longer than that.
            db.update(
                    "update watch set next = polled + every where id = ? and every <> ? and polled > 0 and fails = 0",
                    id,
                    before);
            return watch(id);
        });
    }

    @Override
    public boolean read(String watch, String reader, long now) {
        return db.atOnce(() -> db.update("update reader set read = ? where watch = ? and name = ?", now, watch, reader))
                == 1;
    }

    @Override
    public void leave(String watch, String reader, long now) {
        db.atOnce(() -> {
            db.update("delete from reader where watch = ? and name = ?", watch, reader);
            long read = now - UNREAD.toMillis();
            boolean others = !db.query(
                            "select name from reader where watch = ? and read >= ?",
                            row -> row.getString(1),
                            watch,
                            read)
                    .isEmpty();
            return others
                    ? db.update(EVERY + "where id = ?", read, watch)
                    : db.update(
                            "update watch set state = 'stopped', ended = ? where id = ? and state = ''", now, watch);
        });
    }

    @Override
    public WatchRow watch(String id) {
        List<WatchRow> found = db.query(WATCHES + "where id = ?", SqliteStore::watchRow, id);
        return found.isEmpty() ? null : found.getFirst();
    }

    @Override
    public List<WatchRow> watches() {
        return db.query(WATCHES + "order by made, id", SqliteStore::watchRow);
    }

    @Override
    public List<WatchRow> watches(String reader) {
        return db.query(
                WATCHES + "where id in (select watch from reader where name = ?) order by made, id",
                SqliteStore::watchRow,
                reader);
    }

    @Override
    public void remove(String id) {
        db.atOnce(() -> removed(id));
    }

    private int removed(String id) throws SQLException {
        for (String table : List.of("item", "log", "sink", "reader")) {
            db.update("delete from " + table + " where watch = ?", id);
        }
        return db.update("delete from watch where id = ?", id);
    }

    @Override
    public boolean lease(String watch, String holder, long now, long until) {
        return db.atOnce(() -> db.update(
                        "update watch set holder = ?, lease = ? where id = ? and (holder = ? or lease < ?)",
                        holder,
                        until,
                        watch,
                        holder,
                        now))
                == 1;
    }

    @Override
    public void release(String watch, String holder) {
        db.atOnce(
                () -> db.update("update watch set holder = '', lease = 0 where id = ? and holder = ?", watch, holder));
    }

    @Override
    public Map<String, String> items(String watch) {
        Map<String, String> items = new LinkedHashMap<>();
        db.query(
                "select slot, value from item where watch = ?",
                row -> items.put(row.getString(1), row.getString(2)),
                watch);
        return items;
    }

    @Override
    public boolean commit(String watch, String holder, Commit commit) {
        return db.atOnce(() -> {
            if (db.update(
                            "update watch set mark = max(mark, ?) where id = ? and holder = ?",
                            commit.mark(),
                            watch,
                            holder)
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
                db.update(
                        "update watch set polled = iif(?, ?, polled), next = ?, state = ?, note = ?, primed = max(primed, ?),"
                                + " fails = iif(?, 0, fails + 1), cost = iif(?, ?, cost), ended = iif(? = '', 0, ?)"
                                + " where id = ? and state = ''",
                        poll.note().isEmpty(),
                        commit.now(),
                        poll.next(),
                        poll.state(),
                        poll.note(),
                        poll.prime() ? 1 : 0,
                        poll.note().isEmpty(),
                        poll.note().isEmpty(),
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

    @Override
    public List<LoggedEvent> events(String watch, long after, int max) {
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

    @Override
    public SinkPosition sink(String watch, String name) {
        List<SinkPosition> found = db.query(
                "select name, key, length, seq from sink where watch = ? and name = ?",
                row -> new SinkPosition(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)),
                watch,
                name);
        return found.isEmpty() ? null : found.getFirst();
    }

    @Override
    public void sink(String watch, SinkPosition position) {
        db.atOnce(() -> db.update(
                "insert or replace into sink values(?, ?, ?, ?, ?)",
                watch,
                position.name(),
                position.key(),
                position.length(),
                position.seq()));
    }

    @Override
    public long spend(String name, long day, long count) {
        return db.atOnce(() -> {
            db.update("delete from spent where name = ? and day < ?", name, day);
            db.update(
                    "insert into spent values(?, ?, ?) on conflict(name, day) do update set"
                            + " count = count + excluded.count",
                    name,
                    day,
                    count);
            return db.query("select count from spent where name = ? and day = ?", row -> row.getLong(1), name, day)
                    .getFirst();
        });
    }

    @Override
    public void tidy(long now) {
        long unread = now - UNREAD.toMillis();
        long kept = now - KEPT.toMillis();
        db.atOnce(() -> {
            db.update("delete from log where logged < ?", kept);
            db.update(EVERY + "where state = ''", unread);
            db.update(
                    "update watch set state = 'unread', ended = ? where state = '' and made < ? and not exists"
                            + " (select 1 from reader r where r.watch = watch.id and r.read >= ?)",
                    now,
                    unread,
                    unread);
            for (String ended :
                    db.query("select id from watch where ended > 0 and ended < ?", row -> row.getString(1), kept)) {
                removed(ended);
            }
            return null;
        });
    }

    @Override
    public void close() {
        db.close();
    }

    private static WatchRow watchRow(ResultSet row) throws SQLException {
        return new WatchRow(
                row.getString("id"),
                row.getString("spec"),
                row.getLong("every"),
                row.getLong("made"),
                row.getInt("primed") == 1,
                row.getLong("mark"),
                row.getLong("polled"),
                row.getLong("next"),
                row.getString("state"),
                row.getString("note"),
                row.getLong("last"),
                row.getLong("first"),
                row.getLong("last_at"),
                row.getString("holder"),
                row.getLong("read"),
                row.getLong("ended"),
                row.getInt("fails"),
                row.getInt("cost"));
    }
}
