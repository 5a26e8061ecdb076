package dev.ghlmcp.store;

/// Something small that has to be done or remembered, whatever happens to this process. Times are in ms since 1970.
///
/// @param kind    such as delivery
/// @param name    tells it from the others of its kind
/// @param version of what was read; 0 for one that is not stored yet
/// @param due     when it has to be looked at; 0 for never
/// @param expires when it is forgotten; 0 for never
/// @param body    its JSON, which is sealed where events are
public record Document(String kind, String name, long version, long due, long expires, String body) {
    /// One that is not stored yet.
    public static Document of(String kind, String name, String body) {
        return new Document(kind, name, 0, 0, 0, body);
    }

    /// The same, to be looked at another time.
    public Document at(long due) {
        return new Document(kind, name, version, due, expires, body);
    }

    /// The same, forgotten at another time.
    public Document until(long expires) {
        return new Document(kind, name, version, due, expires, body);
    }

    /// The same, with another body.
    public Document with(String body) {
        return new Document(kind, name, version, due, expires, body);
    }

    /// The same, as it can be replaced again by the one who has just put it in place.
    public Document replaced() {
        return new Document(kind, name, version + 1, due, expires, body);
    }

    /// Never the body: it may be about somebody's customers, or hold a secret.
    @Override
    public String toString() {
        return kind + " " + name + " (version " + version + ")";
    }
}
