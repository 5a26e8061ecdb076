package dev.ghlmcp.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What the documents of every store do. Each call of [#store] is another process on the same store.
public abstract class DocumentStoreContract {
    protected abstract EventStore store();

    @Test
    void aDocumentOfOneNameIsAddedOnce() {
        try (EventStore store = store()) {
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
        try (EventStore store = store();
                EventStore other = store()) {
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
    void anyVersionOfADocumentIsReplacedOrRemovedByItsName() {
        try (EventStore store = store();
                EventStore other = store()) {
            store.documents().put(Document.of("terms", "a", "1").until(10));
            other.documents().put(Document.of("terms", "a", "2").until(20));
            Document last = store.documents().document("terms", "a");
            assertEquals("2 until 20", last.body() + " until " + last.expires());
            assertTrue(store.documents().remove("terms", "a"));
            assertFalse(other.documents().remove("terms", "a"), "it is gone");
        }
    }

    @Test
    void theLongestDueComesFirst() {
        try (EventStore store = store()) {
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
        try (EventStore store = store()) {
            store.documents().insert(Document.of("inbox", "a", "").until(10));
            store.documents().insert(Document.of("inbox", "b", ""));
            store.tidy(10);
            assertEquals(List.of("a", "b"), names(store.documents().documents("inbox", "", 10)));
            store.tidy(11);
            assertEquals(List.of("b"), names(store.documents().documents("inbox", "", 10)));
        }
    }

    @Test
    void aDocumentThatWasRemovedAndAddedAgainIsAnotherOne() {
        try (EventStore store = store()) {
            DocumentStore documents = store.documents();
            documents.insert(Document.of("delivery", "a", "1").at(5));
            Document first = documents.document("delivery", "a");
            assertTrue(documents.remove(first));
            assertEquals(List.of(), documents.due("delivery", 5, 10));
            assertTrue(documents.insert(Document.of("delivery", "a", "2")));
            assertFalse(documents.replace(first.with("3")));
            assertFalse(documents.remove(first));
            assertEquals("2", documents.document("delivery", "a").body());
        }
    }

    @Test
    void aReplacedDocumentHasAnotherTimeAndExpiry() {
        try (EventStore store = store()) {
            DocumentStore documents = store.documents();
            documents.insert(Document.of("delivery", "a", "1").at(5).until(10));
            Document read = documents.document("delivery", "a");
            assertTrue(documents.replace(read.at(0).until(20).with("new\nlines")));
            assertFalse(documents.replace(read));
            Document now = documents.document("delivery", "a");
            assertEquals(List.of(0L, 20L), List.of(now.due(), now.expires()));
            assertEquals("new\nlines", now.body());
            assertEquals(List.of(), documents.due("delivery", 100, 10));
            store.tidy(11);
            assertTrue(documents.replace(now.until(0)));
            store.tidy(100);
            assertEquals(List.of("a"), names(documents.documents("delivery", "", 10)));
        }
    }

    @Test
    void whoHasReplacedADocumentReplacesItAgainWhateverElseIsWrittenMeanwhile() {
        try (EventStore store = store()) {
            DocumentStore documents = store.documents();
            documents.insert(Document.of("delivery", "a", "1"));
            Document first = documents.document("delivery", "a").with("2");
            documents.put(Document.of("delivery", "b", "1"));
            documents.put(Document.of("delivery", "b", "2"));
            assertTrue(documents.replace(first));
            assertTrue(documents.replace(first.replaced().with("3")));
            assertFalse(documents.replace(first.with("4")));
            assertEquals("3", documents.document("delivery", "a").body());
        }
    }

    /// As deliveries are made: whoever moves a due document has it.
    @Test
    void ofManyWhoTakeDueDocumentsAtOnceEachIsTakenOnce() throws Exception {
        int documents = 300;
        int workers = 6;
        try (EventStore store = store()) {
            for (int index = 0; index < documents; index++) {
                store.documents()
                        .insert(Document.of("delivery", "d" + index, "0").at(1 + index % 7));
            }
        }
        Queue<String> taken = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int worker = 0; worker < workers; worker++) {
                tasks.add(() -> {
                    try (EventStore store = store()) {
                        take(store.documents(), taken);
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        }
        assertEquals(documents, taken.size());
        assertEquals(documents, Set.copyOf(taken).size());
    }

    private static void take(DocumentStore documents, Queue<String> taken) {
        List<Document> due = documents.due("delivery", 10, 20);
        while (!due.isEmpty()) {
            for (Document document : due) {
                if (documents.replace(document.at(document.name().endsWith("3") ? 0 : 1_000))) {
                    taken.add(document.name());
                }
            }
            due = documents.due("delivery", 10, 20);
        }
    }

    private static List<String> names(List<Document> documents) {
        return documents.stream().map(Document::name).toList();
    }
}
