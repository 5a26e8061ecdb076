package dev.ghlmcp.store;

import java.util.List;

/// Durable documents, which several processes may read and change at once. Who wants to do what a document asks for
/// takes
/// it first, by moving its due time with [#replace]: of several who try, one succeeds, and if that one dies, it is due
/// again. Thread-safe.
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

    /// A document, or null if there is none.
    Document document(String kind, String name);

    /// Documents of a kind in the order of their names.
    ///
    /// @param after the name before the first; empty for all
    List<Document> documents(String kind, String after, int max);

    /// Documents of a kind that are due, the longest due in front.
    List<Document> due(String kind, long now, int max);
}
