package dev.ghlmcp.store.sqlite;

import dev.ghlmcp.store.EventSeal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Encrypts what a store holds from the time before it had a key.
record SqliteResealing(SqliteConnection db, EventSeal seal) {
    /// Something readable.
    private record Text(String place, byte[] stored, Object[] key) {}

    /// Encrypts it in the transaction that runs.
    ///
    /// @return whether anything was readable
    boolean run() throws SQLException {
        int changed = closed("watch", "spec", "id", row -> of("spec " + row.getString(1), row, 1))
                + closed("watch", "note", "id", row -> of("note " + row.getString(1), row, 1))
                + closed("log", "body", "watch, id", row -> of(row.getString(1) + " " + row.getString(2), row, 2))
                + closed(
                        "document",
                        "body",
                        "kind, name",
                        row -> of(SqliteDocuments.place(row.getString(1), row.getString(2)), row, 2));
        return changed > 0;
    }

    private int closed(String table, String column, String key, SqliteConnection.Row<Text> text) throws SQLException {
        List<Text> found = db.query(
                "select " + key + ", " + column + " from " + table + " where length(" + column
                        + ") > 0 and substr(cast(" + column + " as blob), 1, 1) <> x'01'",
                text);
        for (Text each : found) {
            Object[] values = new Object[each.key().length + 1];
            values[0] = seal.close(each.place(), seal.open(each.place(), each.stored()));
            System.arraycopy(each.key(), 0, values, 1, each.key().length);
            db.update(
                    "update " + table + " set " + column + " = ? where " + key.replace(", ", " = ? and ") + " = ?",
                    values);
        }
        return found.size();
    }

    private static Text of(String place, ResultSet row, int keys) throws SQLException {
        Object[] key = new Object[keys];
        for (int at = 0; at < keys; at++) {
            key[at] = row.getObject(at + 1);
        }
        return new Text(place, row.getBytes(keys + 1), key);
    }
}
