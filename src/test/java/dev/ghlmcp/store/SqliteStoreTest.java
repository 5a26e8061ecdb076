package dev.ghlmcp.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.secret.Secret;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    private Path file() {
        return folder.resolve("state.db");
    }

    @Override
    protected EventStore store(Secret key) {
        return new SqliteStore(file(), key);
    }

    @Override
    protected String stored() throws IOException {
        return new String(Files.readAllBytes(file()), StandardCharsets.ISO_8859_1);
    }
}
