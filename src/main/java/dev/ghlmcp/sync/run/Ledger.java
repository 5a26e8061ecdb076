package dev.ghlmcp.sync.run;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.store.Document;
import dev.ghlmcp.store.DocumentStore;
import dev.ghlmcp.store.KeyedDigests;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Which record in HighLevel is which elsewhere, and what was written of it. It is kept for ever. Thread-safe.
///
/// @see dev.ghlmcp.store.StoreException what every method throws if the store cannot be used
public final class Ledger {
    private final DocumentStore documents;
    private final InstantSource clock;
    private final KeyedDigests digests;

    /// @param documents where it is kept
    public Ledger(DocumentStore documents, InstantSource clock) {
        this.documents = documents;
        this.clock = clock;
        this.digests = new KeyedDigests(documents);
    }

    /// What a sync knows of a record; null if that is nothing.
    public LedgerEntry find(String sync, String externalId) {
        LedgerRow row = row(sync, externalId);
        return row.blank() ? null : new LedgerEntry(sync, externalId, row.highLevelId, row.version, row.at);
    }

    /// Says by hand which record in HighLevel a record is. What was written before is forgotten, so that the next
    /// message is written.
    public void link(String sync, String externalId, String highLevelId) {
        LedgerRow row;
        do {
            row = row(sync, externalId);
            row.highLevelId = highLevelId;
            row.steps.clear();
            row.uncertain = "";
            row.at = clock.millis();
        } while (!save(row));
    }

    /// Forgets which record in HighLevel a record is and what was written of it: the next message finds it new.
    ///
    /// @return false if nothing was known
    public boolean forget(String sync, String externalId) {
        LedgerRow row;
        do {
            row = row(sync, externalId);
            if (row.blank() && row.uncertain.isEmpty() && row.newest == 0) {
                return false;
            }
            row.highLevelId = "";
            row.version = "";
            row.newest = 0;
            row.at = 0;
            row.steps.clear();
            row.remembered.removeAll();
            row.uncertain = "";
        } while (!save(row));
        return true;
    }

    /// `$linked` of a record; null if the ledger does not know its id in HighLevel.
    ObjectNode linked(String sync, String externalId) {
        LedgerRow row = row(sync, externalId);
        return row.highLevelId.isEmpty() ? null : row.linked();
    }

    LedgerRow row(String sync, String externalId) {
        String kind = "ledger " + sync;
        String name;
        Document document;
        do {
            name = name(externalId);
            document = documents.document(kind, name);
            // A record is new if the store's own names say so.
        } while (document == null && !digests.current());
        return document == null ? LedgerRow.fresh(kind, name, externalId) : LedgerRow.of(document);
    }

    private String name(String externalId) {
        return digests.of("record", externalId);
    }

    /// Stores what is known.
    ///
    /// @return false, and nothing is stored, if another process has changed it
    boolean save(LedgerRow row) {
        Document next = row.document();
        if (next.version() > 0) {
            if (documents.replace(next)) {
                row.stored(next.replaced());
                return true;
            }
            if (documents.document(next.kind(), next.name()) != null) {
                return false;
            }
            // Nobody removes a row: the store was emptied.
            digests.current();
        }
        return add(row, next);
    }

    private boolean add(LedgerRow row, Document next) {
        while (true) {
            Document added = Document.of(next.kind(), name(row.externalId), next.body());
            if (!documents.insert(added)) {
                return false;
            }
            Document stored = documents.document(added.kind(), added.name());
            if (!digests.current()) {
                // Nobody would find it by this name.
                documents.remove(added.kind(), added.name());
            } else if (stored != null) {
                row.stored(stored);
                return stored.body().equals(added.body());
            }
        }
    }

    /// Digests of arguments by their names: what they are cannot be read from them.
    Map<String, String> digests(ObjectNode arguments) {
        Map<String, String> each = new LinkedHashMap<>();
        arguments
                .properties()
                .forEach(argument -> each.put(
                        argument.getKey(),
                        digests.of("argument", Json.MAPPER.writeValueAsString(argument.getValue()))));
        return each;
    }
}
