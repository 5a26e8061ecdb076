package dev.ghlmcp.store.sqlite;

import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.store.Commit;
import dev.ghlmcp.store.DocumentStore;
import dev.ghlmcp.store.EventSeal;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.Lease;
import dev.ghlmcp.store.LoggedEvent;
import dev.ghlmcp.store.SinkPosition;
import dev.ghlmcp.store.WatchRow;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A store in one SQLite file, which several processes may open: its transactions are on the disk when they end.
public final class SqliteStore implements EventStore {
    private static final String WATCHES =
            "select w.*, (select coalesce(min(seq), 0) from log where watch = w.id) as first,"
                    + " (select coalesce(max(read), 0) from reader where watch = w.id) as read from watch w ";

    private final SqliteConnection db;
    private final SqliteLog log;
    private final SqliteReaders readers;
    private final SqliteDocuments documents;

    /// @param file       made if it is not there
    /// @param passphrase encrypts events; null to leave them readable
    /// @throws StoreException if it cannot be used
    public SqliteStore(Path file, Secret passphrase) {
        this.db = new SqliteConnection(file);
        EventSeal seal = db.seal(passphrase);
        this.log = new SqliteLog(db, seal);
        this.readers = new SqliteReaders(db);
        this.documents = new SqliteDocuments(db, seal);
    }

    @Override
    public WatchRow enter(String id, String spec, String reader, Duration every, boolean wished, long now) {
        return db.atOnce(() -> {
            db.update(
                    "insert into watch(id, spec, every, made) values(?, ?, ?, ?) on conflict(id) do update set"
                            + " state = '', note = '', ended = 0, fails = 0, next = 0"
                            + " where state in ('stopped', 'unread', 'refused')",
                    id,
                    log.seal().close("spec " + id, spec),
                    every.toMillis(),
                    now);
            long before = watch(id).everyMs();
            readers.enter(id, reader, every, wished, now);
            // What failed waits longer than that.
            db.update(
                    "update watch set next = iif(ring = 0, polled + every, min(ring, polled + every))"
                            + " where id = ? and every <> ? and polled > 0 and fails = 0",
                    id,
                    before);
            return watch(id);
        });
    }

    @Override
    public boolean read(String watch, String reader, long now) {
        return db.atOnce(() -> readers.read(watch, reader, now));
    }

    @Override
    public void leave(String watch, String reader, long now) {
        db.atOnce(() -> readers.leave(watch, reader, now)
                ? 0
                : db.update("update watch set state = 'stopped', ended = ? where id = ? and state = ''", now, watch));
    }

    @Override
    public WatchRow watch(String id) {
        List<WatchRow> found = db.query(WATCHES + "where id = ?", this::row, id);
        return found.isEmpty() ? null : found.getFirst();
    }

    @Override
    public List<WatchRow> watches() {
        return db.query(WATCHES + "order by made, id", this::row);
    }

    @Override
    public List<WatchRow> watches(String reader) {
        return db.query(
                WATCHES + "where id in (select watch from reader where name = ?) order by made, id", this::row, reader);
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
    public Lease lease(String watch, String holder, long now, long until) {
        return db.atOnce(() -> db.update(
                                "update watch set holder = ?, lease = ?, fence = fence + 1 where id = ?"
                                        + " and (holder = ? or lease < ?)",
                                holder,
                                until,
                                watch,
                                holder,
                                now)
                        == 0
                ? null
                : new Lease(
                        watch,
                        holder,
                        db.query("select fence from watch where id = ?", row -> row.getLong(1), watch)
                                .getFirst()));
    }

    @Override
    public boolean renew(Lease lease, long now, long until) {
        return db.atOnce(() -> db.update(
                        "update watch set lease = ? where id = ? and holder = ? and fence = ?",
                        until,
                        lease.watch(),
                        lease.holder(),
                        lease.number()))
                == 1;
    }

    @Override
    public void release(String watch, String holder) {
        db.atOnce(
                () -> db.update("update watch set holder = '', lease = 0 where id = ? and holder = ?", watch, holder));
    }

    @Override
    public void ring(String watch, long at) {
        db.atOnce(() -> db.update(
                "update watch set ring = iif(ring = 0, ?, min(ring, ?)), next = min(next, ?) where id = ? and state = ''",
                at,
                at,
                at,
                watch));
    }

    @Override
    public Map<String, String> items(String watch) {
        return log.items(watch);
    }

    @Override
    public boolean commit(Lease lease, Commit commit) {
        return log.commit(lease, commit);
    }

    @Override
    public List<LoggedEvent> events(String watch, long after, int max) {
        return log.events(watch, after, max);
    }

    @Override
    public SinkPosition sink(String watch, String name) {
        return log.sink(watch, name);
    }

    @Override
    public void sink(String watch, SinkPosition position) {
        log.sink(watch, position);
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
    public DocumentStore documents() {
        return documents;
    }

    @Override
    public void tidy(long now) {
        long unread = now - UNREAD.toMillis();
        long kept = now - KEPT.toMillis();
        db.atOnce(() -> {
            db.update("delete from log where logged < ?", kept);
            db.update("delete from document where expires > 0 and expires < ?", now);
            readers.count(now);
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

    private WatchRow row(ResultSet row) throws SQLException {
        return WatchRow.of(row.getString("id"), new SqliteColumns(row, log.seal()));
    }
}
