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
    /// What a sync knows of a record.
    ///
    /// @param sync        its name
    /// @param externalId  of the record where it comes from
    /// @param highLevelId of the record in HighLevel; empty if no step has saved it
    /// @param version     of the record there; empty if it has none
    /// @param at          when it was written last, in ms since 1970
    public record LedgerEntry(String sync, String externalId, String highLevelId, String version, long at) {
        /// Never whose record it is.
        @Override
        public String toString() {
            return sync + " " + highLevelId;
        }
    }

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

    /// Says by hand which record in HighLevel a record is. What was remembered stays; digests of what was written to
    /// another record are forgotten, so that the next message is written. If it is not known whether the step was
    /// carried out that gives the record its id, it was.
    ///
    /// @return the message that goes on with the step after that when it is replayed; empty if there is none
    public String link(String sync, String externalId, String highLevelId) {
        LedgerRow row;
        do {
            row = row(sync, externalId);
            if (!row.highLevelId.equals(highLevelId)) {
                row.steps.clear();
            }
            row.highLevelId = highLevelId;
            row.at = clock.millis();
            if (row.doubt == null) {
                row.uncertain = "";
            } else {
                row.doubt.carriedOut |= row.doubt.gives;
            }
        } while (!save(row));
        return row.doubt != null && row.doubt.carriedOut ? row.uncertain : "";
    }

    /// The message of a record of which nobody knows whether it was carried out; empty if there is none.
    public String uncertain(String sync, String externalId) {
        return row(sync, externalId).uncertain;
    }

    /// A person has looked after what is uncertain of a record, whose message is no longer there.
    public void looked(String sync, String externalId) {
        LedgerRow row;
        do {
            row = row(sync, externalId);
            row.uncertain = "";
            row.doubt = null;
        } while (row.stored() && !save(row));
    }

    /// Says whether HighLevel carried out what is uncertain of a message, which is replayed then: it goes on after that
    /// step, or makes the call again.
    ///
    /// @throws IllegalArgumentException with a sentence if more has to be said first
    public void settle(SyncMessage uncertain, boolean carriedOut) {
        LedgerRow row;
        do {
            row = row(uncertain.sync(), uncertain.externalId());
            boolean known = row.doubt != null && row.uncertain.equals(uncertain.id());
            if (!known && carriedOut) {
                throw new IllegalArgumentException("The ledger does not know how far " + uncertain.id()
                        + " was: link its record, or replay it with --uncertain repeat");
            }
            if (!known) {
                return;
            }
            if (carriedOut && row.doubt.gives && row.highLevelId.isEmpty()) {
                throw new IllegalArgumentException("Say which record in HighLevel came of " + uncertain.id()
                        + ": `ghl-mcp sync link " + uncertain.sync() + " ID HIGHLEVEL-ID`, and it goes on");
            }
            row.doubt.carriedOut = carriedOut;
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
            row.doubt = null;
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
