package dev.ghlmcp.store.sqlite;

import dev.ghlmcp.store.Document;
import dev.ghlmcp.store.DocumentStore;
import dev.ghlmcp.store.EventSeal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// The documents of a store.
record SqliteDocuments(SqliteConnection db, EventSeal seal) implements DocumentStore {
    @Override
    public boolean insert(Document document) {
        return db.atOnce(() -> db.update(
                        "insert or ignore into document values(?, ?, abs(random() % 9007199254740992) + 1, ?, ?, ?)",
                        document.kind(), document.name(), document.due(), document.expires(), closed(document)))
                == 1;
    }

    @Override
    public boolean replace(Document document) {
        return db.atOnce(() -> db.update(
                        "update document set version = version + 1, due = ?, expires = ?, body = ?"
                                + " where kind = ? and name = ? and version = ?",
                        document.due(),
                        document.expires(),
                        closed(document),
                        document.kind(),
                        document.name(),
                        document.version()))
                == 1;
    }

    @Override
    public boolean remove(Document document) {
        return db.atOnce(() -> db.update(
                        "delete from document where kind = ? and name = ? and version = ?",
                        document.kind(),
                        document.name(),
                        document.version()))
                == 1;
    }

    @Override
    public Document document(String kind, String name) {
        List<Document> found = db.query("select * from document where kind = ? and name = ?", this::row, kind, name);
        return found.isEmpty() ? null : found.getFirst();
    }

    @Override
    public List<Document> documents(String kind, String after, int max) {
        return db.query(
                "select * from document where kind = ? and name > ? order by name limit ?",
                this::row,
                kind,
                after,
                max);
    }

    @Override
    public List<Document> due(String kind, long now, int max) {
        return db.query(
                "select * from document where kind = ? and due > 0 and due <= ? order by due, name limit ?",
                this::row,
                kind,
                now,
                max);
    }

    private byte[] closed(Document document) {
        return seal.close(place(document.kind(), document.name()), document.body());
    }

    static String place(String kind, String name) {
        return "document " + kind + " " + name;
    }

    private Document row(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        String name = row.getString("name");
        return new Document(
                kind,
                name,
                row.getLong("version"),
                row.getLong("due"),
                row.getLong("expires"),
                seal.open(place(kind, name), row.getBytes("body")));
    }
}
