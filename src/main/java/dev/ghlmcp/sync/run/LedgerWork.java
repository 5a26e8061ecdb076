package dev.ghlmcp.sync.run;

import dev.ghlmcp.json.Json;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How far a message is.
final class LedgerWork {
    final String message;

    /// Of the message: a replayed one begins anew.
    final long order;

    final boolean isNew;

    /// Answers of earlier steps, and the record that was needed.
    ObjectNode saved = Json.MAPPER.createObjectNode();

    /// The step that comes next.
    int next;

    /// A call that must not be made twice may be on its way.
    boolean begun;

    /// The name of that call's step, and whether it gives the record its id in HighLevel.
    String step = "";

    boolean gives;

    /// A person has said that HighLevel carried that step out.
    boolean carriedOut;

    /// Steps that have been called.
    final Set<String> called = new TreeSet<>();

    /// Steps that have read.
    final Set<String> asked = new TreeSet<>();

    /// What the message ended as; null while it has not.
    SyncState ended;

    LedgerWork(SyncMessage of, boolean isNew) {
        this(of.id(), of.order(), isNew);
    }

    private LedgerWork(String message, long order, boolean isNew) {
        this.message = message;
        this.order = order;
        this.isNew = isNew;
    }

    boolean of(SyncMessage other) {
        return message.equals(other.id()) && order == other.order();
    }

    /// The same for the message as it is replayed, with its step carried out.
    LedgerWork replayed(SyncMessage by) {
        ObjectNode stored = json();
        stored.put("order", by.order()).put("begun", false);
        return of(stored);
    }

    ObjectNode json() {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("message", message)
                .put("order", order)
                .put("isNew", isNew)
                .put("next", next)
                .put("begun", begun)
                .put("step", step)
                .put("gives", gives)
                .put("carriedOut", carriedOut);
        json.set("saved", saved);
        called.forEach(json.putArray("called")::add);
        asked.forEach(json.putArray("asked")::add);
        if (ended != null) {
            json.put("ended", ended.name());
        }
        return json;
    }

    /// Null if nothing is stored.
    static LedgerWork of(JsonNode stored) {
        if (!stored.isObject()) {
            return null;
        }
        LedgerWork work = new LedgerWork(
                stored.path("message").asString(),
                stored.path("order").asLong(),
                stored.path("isNew").asBoolean());
        work.saved = stored.path("saved").asObject();
        work.next = stored.path("next").asInt();
        work.begun = stored.path("begun").asBoolean();
        work.step = stored.path("step").asString("");
        work.gives = stored.path("gives").asBoolean(false);
        work.carriedOut = stored.path("carriedOut").asBoolean(false);
        work.called.addAll(LedgerRow.texts(stored.path("called")));
        work.asked.addAll(LedgerRow.texts(stored.path("asked")));
        work.ended =
                stored.has("ended") ? SyncState.valueOf(stored.path("ended").asString()) : null;
        return work;
    }
}
