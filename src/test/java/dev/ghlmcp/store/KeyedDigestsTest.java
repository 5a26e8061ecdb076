package dev.ghlmcp.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.store.sqlite.SqliteStore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyedDigestsTest {
    @TempDir
    Path folder;

    @AutoClose
    private SqliteStore store;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private KeyedDigests digests;

    @BeforeEach
    void open() {
        store = new SqliteStore(folder.resolve("state.db"), null);
        digests = new KeyedDigests(store.documents(), new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @Test
    void anEmptiedStoreGetsTheKeyBackAndThatIsSaidOnce() {
        String name = digests.of("record", "a");
        assertTrue(digests.current());
        assertEquals("", said.toString(StandardCharsets.UTF_8));
        empty();
        assertTrue(digests.current());
        assertTrue(digests.current());
        assertEquals(name, new KeyedDigests(store.documents()).of("record", "a"));
        assertEquals(1, said.toString(StandardCharsets.UTF_8).lines().count(), said.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aKeyThatAnotherProcessGaveTheEmptiedStoreIsTaken() {
        String before = digests.of("record", "a");
        empty();
        String name = new KeyedDigests(store.documents()).of("record", "a");
        assertFalse(digests.current());
        assertEquals(name, digests.of("record", "a"));
        assertFalse(name.equals(before));
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("was emptied"));
    }

    private void empty() {
        assertTrue(store.documents().remove("digest-key", "digests"));
    }
}
