package dev.ghlmcp.store;

import java.util.List;

/// Durable documents, which several processes may read and change at once. Who wants to do what a document asks for
/// takes it first, by moving its due time with [#replace]: of several who try, one succeeds, and if that one dies, it
/// is due again. Thread-safe.
///
/// @see StoreException what every method throws if the store cannot be used
public interface DocumentStore {
    /// Adds a document.
    ///
    /// @return false, and nothing is written, if there is one of its kind and name
    boolean insert(Document document);

    /// Puts a document in the place of the version that it was read as.
    ///
    /// @return false, and nothing is written, if it was changed or removed meanwhile
    boolean replace(Document document);

    /// Removes the version of a document that was read.
    ///
    /// @return false, and nothing is removed, if it was changed or removed meanwhile
    boolean remove(Document document);

    /// Puts a document in the place of any version of it, or adds it.
    default void put(Document document) {
        boolean written = insert(document);
        while (!written) {
            Document before = document(document.kind(), document.name());
            written = before == null
                    ? insert(document)
                    : replace(before.with(document.body()).at(document.due()).until(document.expires()));
        }
    }

    /// Removes any version of a document.
    ///
    /// @return false if there is none
    default boolean remove(String kind, String name) {
        Document before = document(kind, name);
        while (before != null && !remove(before)) {
            before = document(kind, name);
        }
        return before != null;
    }

    /// A document, or null if there is none.
    Document document(String kind, String name);

    /// Documents of a kind in the order of their names.
    ///
    /// @param after the name before the first; empty for all
    List<Document> documents(String kind, String after, int max);

    /// Documents of a kind that are due, the longest due in front.
    List<Document> due(String kind, long now, int max);
}
