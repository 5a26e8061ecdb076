package dev.ghlmcp.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDocumentsTest {
    @TempDir
    Path folder;

    @Test
    void aDocumentOfOneNameIsAddedOnce() {
        try (EventStore store = store(null)) {
            DocumentStore documents = store.documents();
            assertTrue(documents.insert(Document.of("delivery", "a", "1")));
            assertFalse(documents.insert(Document.of("delivery", "a", "2")));
            assertTrue(documents.insert(Document.of("inbox", "a", "3")), "another kind");
            assertEquals("1", documents.document("delivery", "a").body());
            assertNull(documents.document("delivery", "b"));
        }
    }

    @Test
    void ofTwoWhoTakeADocumentOneSucceeds() {
        try (EventStore store = store(null);
                EventStore other = store(null)) {
            store.documents().insert(Document.of("delivery", "a", "1").at(5));
            Document mine = store.documents().due("delivery", 5, 10).getFirst();
            Document theirs = other.documents().due("delivery", 5, 10).getFirst();
            assertTrue(store.documents().replace(mine.at(100)));
            assertFalse(other.documents().replace(theirs.at(100)));
            assertFalse(other.documents().remove(theirs));
            assertEquals(List.of(), other.documents().due("delivery", 99, 10));
            Document again = other.documents().due("delivery", 100, 10).getFirst();
            assertTrue(other.documents().remove(again), "the first one died");
            assertFalse(store.documents().replace(again.with("2")), "it is gone");
        }
    }

    @Test
    void theLongestDueComesFirst() {
        try (EventStore store = store(null)) {
            DocumentStore documents = store.documents();
            documents.insert(Document.of("delivery", "c", "").at(1));
            documents.insert(Document.of("delivery", "b", "").at(2));
            documents.insert(Document.of("delivery", "a", "").at(2));
            documents.insert(Document.of("delivery", "never", ""));
            assertEquals(List.of("c", "a", "b"), names(documents.due("delivery", 2, 10)));
            assertEquals(List.of("c"), names(documents.due("delivery", 2, 1)));
            assertEquals(List.of("b", "c"), names(documents.documents("delivery", "a", 2)));
        }
    }

    @Test
    void whatHasExpiredIsForgotten() {
        try (EventStore store = store(null)) {
            store.documents().insert(Document.of("inbox", "a", "").until(10));
            store.documents().insert(Document.of("inbox", "b", ""));
            store.tidy(10);
            assertEquals(List.of("a", "b"), names(store.documents().documents("inbox", "", 10)));
            store.tidy(11);
            assertEquals(List.of("b"), names(store.documents().documents("inbox", "", 10)));
        }
    }

    @Test
    void aSealedDocumentIsNotReadableInTheFile() throws IOException {
        try (EventStore store = store(new Secret("three plain words"))) {
            store.documents().insert(Document.of("inbox", "a", "Ada Okafor"));
            assertEquals("Ada Okafor", store.documents().document("inbox", "a").body());
        }
        assertFalse(new String(Files.readAllBytes(folder.resolve("state.db")), StandardCharsets.ISO_8859_1)
                .contains("Okafor"));
    }

    private EventStore store(Secret key) {
        return new SqliteStore(folder.resolve("state.db"), key);
    }

    private static List<String> names(List<Document> documents) {
        return documents.stream().map(Document::name).toList();
    }
}
