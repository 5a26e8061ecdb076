package dev.ghlmcp.store;

import dev.ghlmcp.secret.PrivateFiles;
import dev.ghlmcp.secret.Seal;
import dev.ghlmcp.secret.Seal.SealException;
import dev.ghlmcp.secret.Secret;
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
import java.util.concurrent.locks.LockSupport;

/// Opens the file of a store, and makes it where there is none: for its owner alone, and safe against a loss of power.
final class SqliteFile {
    private static final int VERSION = 2;
    /// SQLITE_BUSY.
    private static final int BUSY = 5;

    private static final int ATTEMPTS = 200;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(50);

    private static final String SCHEMA = """
            create table meta(name text primary key, value blob) without rowid;
            create table watch(id text primary key, spec text not null, every int not null, made int not null,
              primed int not null default 0, mark int not null default 0, polled int not null default 0,
              next int not null default 0, state text not null default '', note text not null default '',
              last int not null default 0, last_at int not null default 0,
              holder text not null default '', lease int not null default 0, ended int not null default 0,
              fails int not null default 0, cost int not null default 1);
            create table reader(watch text, name text, every int not null, read int not null,
              primary key(watch, name)) without rowid;
            create table item(watch text, slot text, value text not null, at int not null,
              primary key(watch, slot)) without rowid;
            create table log(watch text, seq int, id text not null, logged int not null, body blob not null,
              primary key(watch, seq), unique(watch, id)) without rowid;
            create table sink(watch text, name text, key text not null, length int not null, seq int not null,
              primary key(watch, name)) without rowid;
            create table spent(name text, day int, count int not null, primary key(name, day)) without rowid;
            """;

    /// What the first version had not; who reads its watches is the person of this machine.
    private static final String SINCE_FIRST = """
            create table reader(watch text, name text, every int not null, read int not null,
              primary key(watch, name)) without rowid;
            alter table watch add column ended int not null default 0;
            alter table watch add column fails int not null default 0;
            alter table watch add column cost int not null default 1;
            insert into reader select id, 'local', every, unixepoch() * 1000 from watch;
            """;

    private SqliteFile() {}

    static Connection open(Path file) {
        try {
            PrivateFiles.createFolder(file.toAbsolutePath().getParent());
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
        boolean foreign = e.getMessage() != null && e.getMessage().contains("NOTADB");
        return new StoreException(
                foreign
                        ? "The store " + file + " is not a store of ghl-mcp. It was left as it is: name another file by"
                                + " store.file (GHL_STORE_FILE)."
                        : "The store " + file + " cannot be used: " + e.getMessage() + ". See that its disk has room"
                                + " and that its folder can be written.",
                e);
    }

    /// The seal of events. A store without a key is one that was made without.
    static EventSeal seal(Connection connection, Path file, Secret passphrase) throws SQLException {
        Seal seal = new Seal(passphrase, "events");
        if (passphrase != null) {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert or ignore into meta values('key', ?)")) {
                if (key(connection) == null) {
                    insert.setBytes(1, EventSeal.create(seal));
                    insert.executeUpdate();
                }
            }
        }
        byte[] stored = key(connection);
        try {
            return stored == null ? EventSeal.none() : EventSeal.of(seal, stored);
        } catch (SealException e) {
            throw new StoreException("The store " + file + " " + e.getMessage()
                    + ". It was left as it is; store.file (GHL_STORE_FILE) names another.");
        }
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
            statement.execute("pragma journal_mode = wal");
            statement.execute("pragma synchronous = full");
            // What is forgotten is overwritten.
            statement.execute("pragma secure_delete = on");
            if (version(statement) < VERSION) {
                statement.execute("begin immediate");
                int version = version(statement);
                if (version < VERSION) {
                    for (String part : (version == 0 ? SCHEMA : SINCE_FIRST).split(";", -1)) {
                        if (!part.isBlank()) {
                            statement.execute(part);
                        }
                    }
                    statement.execute("pragma user_version = " + VERSION);
                }
                statement.execute("commit");
            }
            if (version(statement) != VERSION) {
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
