package dev.ghlmcp.store.sqlite;

import dev.ghlmcp.store.EventSeal;
import dev.ghlmcp.store.WatchRow;
import java.sql.ResultSet;
import java.sql.SQLException;

/// The columns of a stored watch.
record SqliteColumns(ResultSet row, EventSeal seal) implements WatchRow.Columns<SQLException> {
    @Override
    public String text(String name) throws SQLException {
        return row.getString(name);
    }

    @Override
    public long number(String name) throws SQLException {
        return row.getLong(name);
    }

    @Override
    public String closed(String name, String place) throws SQLException {
        return seal.open(place, row.getBytes(name));
    }
}
