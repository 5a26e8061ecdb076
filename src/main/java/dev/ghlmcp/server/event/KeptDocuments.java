package dev.ghlmcp.server.event;

import dev.ghlmcp.store.Document;
import dev.ghlmcp.store.DocumentStore;

/// Documents of which the latest word counts, whoever wrote it.
record KeptDocuments(DocumentStore store) {
    Document find(Document of) {
        return store.document(of.kind(), of.name());
    }

    /// Puts a document in the place of what there is.
    void put(Document document) {
        boolean written = store.insert(document);
        while (!written) {
            Document before = find(document);
            written = before == null
                    ? store.insert(document)
                    : store.replace(before.with(document.body()).until(document.expires()));
        }
    }

    void remove(Document of) {
        Document before = find(of);
        while (before != null && !store.remove(before)) {
            before = find(of);
        }
    }
}
