package dev.ghlmcp.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.store.Document;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.EventStoreContract;
import dev.ghlmcp.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class SqliteStoreTest extends EventStoreContract {
    @TempDir
    Path folder;

    @Test
    void anotherProgramsDatabaseIsRefusedAndLeftAsItWas() throws Exception {
        Path file = folder.resolve("state.db");
        try (Connection foreign = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = foreign.createStatement()) {
            statement.execute("create table meta(name text)");
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        byte[] before = Files.readAllBytes(file);
        StoreException told = assertThrows(StoreException.class, () -> store(null));
        assertTrue(told.getMessage().contains("is not a store of ghl-mcp"), told.getMessage());
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void aDamagedStoreAndAFolderAreNamedAsWhatTheyAre() throws Exception {
        Path file = folder.resolve("state.db");
        try (EventStore store = store(null)) {
            begun(store);
        }
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 20_000));
        StoreException damaged = assertThrows(StoreException.class, () -> {
            try (EventStore store = store(null)) {
                store.watches();
                begun(store);
            }
        });
        assertTrue(damaged.getMessage().contains("is damaged"), damaged.getMessage());
        StoreException told = assertThrows(StoreException.class, () -> new SqliteStore(folder, null));
        assertTrue(told.getMessage().contains("is a folder"), told.getMessage());
    }

    @Test
    void aFullDiskIsCalledThatAndMayPass() {
        try (SqliteConnection db = new SqliteConnection(folder.resolve("state.db"))) {
            db.query("pragma max_page_count = 1", row -> row.getInt(1));
            StoreException full = assertThrows(
                    StoreException.class,
                    () -> db.atOnce(() -> db.update("insert into meta values('large', zeroblob(1000000))")));
            assertTrue(full.getMessage().startsWith("The disk of the store "), full.getMessage());
            assertTrue(full.away());
            StoreException hidden = assertThrows(
                    StoreException.class,
                    () -> db.atOnce(() -> {
                        db.update("rollback");
                        throw new SQLiteException("no room", SQLiteErrorCode.SQLITE_IOERR_SHMSIZE);
                    }));
            assertTrue(hidden.getMessage().contains(" is full"), hidden.getMessage());
            assertTrue(hidden.away());
        }
    }

    @Test
    void theFileIsItsOwnersAlone() throws IOException {
        try (EventStore store = store(null)) {
            begun(store);
            for (String name : List.of("state.db", "state.db-wal", "state.db-shm")) {
                assertEquals(
                        PosixFilePermissions.fromString("rw-------"),
                        Files.getPosixFilePermissions(folder.resolve(name)),
                        name);
            }
        }
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        assertTrue(refusal(null).contains("Run: chmod 600"));
    }

    @Test
    void whatIsNoStoreIsLeftAsItIs() throws IOException {
        Files.writeString(
                file(), "somebody's notes, long enough to be taken for a header of a file of SQLite".repeat(9));
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
        assertTrue(refusal(null).contains("is not a store of ghl-mcp"), refusal(null));
        assertTrue(Files.readString(file()).startsWith("somebody's notes"));
    }

    @Test
    void aStoreOfTheFirstVersionGoesOn() throws SQLException {
        try (EventStore store = store(null)) {
            begun(store);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute("drop table reader");
            statement.execute("drop table document");
            for (String column : List.of("ended", "fails", "cost", "ring", "fence")) {
                statement.execute("alter table watch drop column " + column);
            }
            statement.execute("pragma user_version = 1");
        }
        try (EventStore store = store(null)) {
            assertEquals("w", store.watches("local").getFirst().id());
        }
    }

    @Test
    void aProcessThatOpenedTheStoreBeforeItHadAKeySaysSoAndTheNextOneEncryptsWhatItWrote() throws Exception {
        try (EventStore before = store(null)) {
            before.documents().insert(Document.of("inbox", "a", "the first of ada@example.com"));
            try (EventStore after = store(KEY)) {
                StoreException told = assertThrows(
                        StoreException.class, () -> before.documents().document("inbox", "a"));
                assertTrue(told.getMessage().contains("set GHL_STORE_KEY and start"), told.getMessage());
                before.documents().insert(Document.of("inbox", "b", "the next of ada@example.com"));
                assertEquals(
                        "the next of ada@example.com",
                        after.documents().document("inbox", "b").body());
            }
        }
        store(KEY).close();
        assertFalse(stored().contains("ada@example.com"));
    }

    /// The file, its log and what else there is.
    @Override
    protected String stored() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.toList()) {
                all.append(new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    private Path file() {
        return folder.resolve("state.db");
    }

    @Override
    protected EventStore store(Secret key) {
        return new SqliteStore(file(), key);
    }
}
