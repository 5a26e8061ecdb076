package dev.ghlmcp.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/// A watch as it is stored. Times are in ms since 1970; 0 for never.
///
/// @param id      of the watch
/// @param spec    what is watched
/// @param everyMs how often it is polled
/// @param made    when it was entered
/// @param primed  whether a first poll has noted what was there
/// @param mark    how far its changes are known, by their own times
/// @param polled  when it was polled last
/// @param next    when it is to be polled
/// @param state   empty while it works, else a word for how it ended
/// @param note    a sentence about its last poll; empty if all is well
/// @param last    the number of its latest event
/// @param first   the number of the oldest event that is kept; 0 if none is
/// @param lastAt  when its latest event was logged
/// @param holder  who polls it; empty if nobody does
/// @param read    when it was read last
/// @param ended   when it ended; 0 while it works
/// @param fails   how many polls have failed since the last that worked
/// @param cost    requests of its last poll that worked
public record WatchRow(
        String id,
        String spec,
        long everyMs,
        long made,
        boolean primed,
        long mark,
        long polled,
        long next,
        String state,
        String note,
        long last,
        long first,
        long lastAt,
        String holder,
        long read,
        long ended,
        int fails,
        int cost) {
    static WatchRow of(ResultSet row, EventSeal seal) throws SQLException {
        String id = row.getString("id");
        return new WatchRow(
                id,
                seal.open("spec " + id, row.getBytes("spec")),
                row.getLong("every"),
                row.getLong("made"),
                row.getInt("primed") == 1,
                row.getLong("mark"),
                row.getLong("polled"),
                row.getLong("next"),
                row.getString("state"),
                seal.open("note " + id, row.getBytes("note")),
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
