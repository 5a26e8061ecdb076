package dev.ghlmcp.store.sqlite;

import dev.ghlmcp.store.EventStore;
import java.sql.SQLException;
import java.time.Duration;

/// Who reads which watch, how often each wants it polled, and when each has read it. In the transaction that runs.
record SqliteReaders(SqliteConnection db) {
    /// As often as the most impatient wishes who still reads; one who does not, counts only where nobody does. What
    /// nobody has wished is negative.
    private static final String EVERY =
            "update watch set every = coalesce((select coalesce(min(iif(every > 0, every, null)), min(-every))"
                    + " from reader r where r.watch = watch.id and r.read >= ?), every) ";

    void enter(String watch, String reader, Duration every, boolean wished, long now) throws SQLException {
        db.update(
                "insert into reader values(?, ?, ?, ?) on conflict(watch, name) do update set"
                        + " every = iif(?, excluded.every, every), read = excluded.read",
                watch,
                reader,
                wished ? every.toMillis() : -every.toMillis(),
                now,
                wished);
        count(watch, now);
    }

    private void count(String watch, long now) throws SQLException {
        db.update(EVERY + "where id = ?", now - EventStore.UNREAD.toMillis(), watch);
    }

    /// Counts who still reads, of all watches that go on.
    void count(long now) throws SQLException {
        db.update(EVERY + "where state = ''", now - EventStore.UNREAD.toMillis());
    }

    boolean read(String watch, String reader, long now) throws SQLException {
        return db.update("update reader set read = ? where watch = ? and name = ?", now, watch, reader) == 1;
    }

    /// Somebody reads it no more.
    ///
    /// @return whether others read it still
    boolean leave(String watch, String reader, long now) throws SQLException {
        db.update("delete from reader where watch = ? and name = ?", watch, reader);
        count(watch, now);
        return !db.query(
                        "select name from reader where watch = ? and read >= ?",
                        row -> row.getString(1),
                        watch,
                        now - EventStore.UNREAD.toMillis())
                .isEmpty();
    }
}
