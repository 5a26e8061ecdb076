package dev.ghlmcp.store.sqlite;

import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.store.EventSeal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The one connection of this process to a store's file. What goes wrong with it is a [StoreException].
final class SqliteConnection implements AutoCloseable {
    private final Path file;
    private final Connection connection;

    /// @param file made if it is not there
    SqliteConnection(Path file) {
        this.file = file;
        this.connection = SqliteFile.open(file);
    }

    /// The seal of what is written. What was written before there was a key is encrypted at once, and the file holds
    /// nothing of it any more.
    EventSeal seal(Secret passphrase) {
        boolean[] resealed = {false};
        EventSeal seal = atOnce(() -> {
            EventSeal made = SqliteFile.seal(connection, file, passphrase);
            resealed[0] = passphrase != null && new SqliteResealing(this, made).run();
            return made;
        });
        if (resealed[0]) {
            run(() -> update("vacuum"));
            query("pragma wal_checkpoint(truncate)", row -> row.getInt(1));
        }
        return seal;
    }

    @Override
    public synchronized void close() {
        run(() -> {
            connection.close();
            return null;
        });
    }

    @FunctionalInterface
    interface Sql<T> {
        T run() throws SQLException;
    }

    @FunctionalInterface
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> T run(Sql<T> action) {
        try {
            return action.run();
        } catch (SQLException e) {
            throw SqliteFile.unusable(file, e);
        }
    }

    /// In one transaction, which nobody else writes beside.
    synchronized <T> T atOnce(Sql<T> action) {
        return run(() -> {
            update("begin immediate");
            boolean done = false;
            try {
                T result = action.run();
                update("commit");
                done = true;
                return result;
            } finally {
                if (!done) {
                    rollback();
                }
            }
        });
    }

    /// SQLite itself rolls back after some errors, such as a full disk.
    private void rollback() {
        try {
            update("rollback");
        } catch (SQLException _) {
            // What led here is what counts.
        }
    }

    int update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(sql, values)) {
            return statement.executeUpdate();
        }
    }

    synchronized <T> List<T> query(String sql, Row<T> reader, Object... values) {
        return run(() -> {
            List<T> rows = new ArrayList<>();
            try (PreparedStatement statement = prepared(sql, values);
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(reader.of(row));
                }
            }
            return rows;
        });
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int index = 0; index < values.length; index++) {
            statement.setObject(index + 1, values[index]);
        }
        return statement;
    }
}
