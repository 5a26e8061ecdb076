package dev.ghlmcp.store.sqlite;

import dev.ghlmcp.secret.PrivateFiles;
import dev.ghlmcp.secret.Seal;
import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.store.EventSeal;
import dev.ghlmcp.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Opens the file of a store, and makes it where there is none: for its owner alone, and safe against a loss of power.
final class SqliteFile {
    // SQLite's codes.
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int IO_ERROR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int PROTOCOL = 15;
    private static final int NO_DATABASE = 26;

    /// What may pass by itself.
    private static final Set<Integer> PASSING = Set.of(BUSY, LOCKED, IO_ERROR, FULL, PROTOCOL);

    private static final int ATTEMPTS = 200;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(50);

    private SqliteFile() {}

    static Connection open(Path file) {
        try {
            PrivateFiles.createFolder(file.toAbsolutePath().getParent());
            if (Files.isDirectory(file)) {
                throw new StoreException(
                        "The store " + file + " is a folder: name a file in it by store.file (GHL_STORE_FILE).");
            }
            if (!Files.exists(file)) {
                // Closing a file ends the locks that the same process has on it.
                PrivateFiles.open(file).close();
            }
            if (PrivateFiles.exposed(file)) {
                throw new StoreException("The store " + file
                        + " can be read by other users of this machine, so it is not used. Run: chmod 600 '" + file
                        + "'");
            }
        } catch (IOException e) {
            throw new StoreException(
                    "The store " + file + " cannot be opened (" + e.getClass().getSimpleName()
                            + "). Name a file that can be written by store.file (GHL_STORE_FILE).",
                    e);
        }
        Connection connection = null;
        try {
            connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
            for (int attempt = 1; !prepared(connection, file, attempt == ATTEMPTS); attempt++) {
                LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
            }
            return connection;
        } catch (SQLException e) {
            close(connection);
            throw unusable(file, e);
        } catch (StoreException e) {
            close(connection);
            throw e;
        }
    }

    static StoreException unusable(Path file, SQLException e) {
        boolean noRoom =
                e instanceof SQLiteException known && known.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE;
        int code = noRoom ? FULL : e.getErrorCode();
        String sentence = switch (code) {
            case NO_DATABASE -> foreign(file);
            case CORRUPT ->
                "The store " + file + " is damaged. Move it and the files beside it that begin with its name"
                        + " away: a new one is made, with which watches begin again; the events of the damaged"
                        + " one are lost.";
            case FULL -> "The disk of the store " + file + " is full: watches and syncs go on when it has room again.";
            case BUSY, LOCKED ->
                "The store " + file + " is locked by another program: watches and syncs go on when it is not.";
            default ->
                "The store " + file + " cannot be used: " + e.getMessage()
                        + ". See that its disk has room and that its folder can be written.";
        };
        return new StoreException(sentence, e, PASSING.contains(code));
    }

    private static String foreign(Path file) {
        return "The store " + file + " is not a store of ghl-mcp. It was left as it is: name another file by"
                + " store.file (GHL_STORE_FILE).";
    }

    /// Looks before anything is written.
    private static void refuseForeign(Statement statement, Path file) throws SQLException {
        try (ResultSet row = statement.executeQuery("select count(*), coalesce(sum(type = 'table' and name in ('meta',"
                + " 'watch', 'item', 'log', 'sink')), 0) from sqlite_master")) {
            if (row.next() && row.getInt(1) > 0 && row.getInt(2) < 5) {
                throw new StoreException(foreign(file));
            }
        }
    }

    /// The seal of events. A store without a key is one that was made without.
    static EventSeal seal(Connection connection, Path file, Secret passphrase) throws SQLException {
        Seal seal = new Seal(passphrase, EventSeal.KIND);
        if (passphrase != null) {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert or ignore into meta values('key', ?)")) {
                if (key(connection) == null) {
                    insert.setBytes(1, EventSeal.create(seal));
                    insert.executeUpdate();
                }
            }
        }
        return EventSeal.of(seal, key(connection), "The store " + file);
    }

    private static byte[] key(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select value from meta where name = 'key'")) {
            return row.next() ? row.getBytes(1) : null;
        }
    }

    /// SQLite does not wait where two switch a new file to its log at once.
    private static boolean prepared(Connection connection, Path file, boolean last) throws SQLException {
        try {
            prepare(connection, file);
            return true;
        } catch (SQLException e) {
            if (last || e.getErrorCode() != BUSY) {
                throw e;
            }
            return false;
        }
    }

    private static void prepare(Connection connection, Path file) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout = 20000");
            refuseForeign(statement, file);
            statement.execute("pragma journal_mode = wal");
            statement.execute("pragma synchronous = full");
            // What is forgotten is overwritten.
            statement.execute("pragma secure_delete = on");
            if (version(statement) < SqliteSchema.VERSION) {
                statement.execute("begin immediate");
                int version = version(statement);
                if (version < SqliteSchema.VERSION) {
                    for (String change : SqliteSchema.since(version)) {
                        statement.execute(change);
                    }
                    statement.execute("pragma user_version = " + SqliteSchema.VERSION);
                }
                statement.execute("commit");
            }
            if (version(statement) != SqliteSchema.VERSION) {
                throw new StoreException("The store " + file + " is of another release of ghl-mcp. It was left as it"
                        + " is: name another file by store.file (GHL_STORE_FILE).");
            }
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("pragma user_version")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private static void close(Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException _) {
                // What led here is what counts.
            }
        }
    }
}
