package dev.ghlmcp.sync.run;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.store.Document;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What is stored of a record: what the ledger knows, who works on it, and how far. One thread has it at a time. Times
/// are in ms since 1970; 0 for never.
final class LedgerRow {
    final String externalId;
    String highLevelId = "";
    String version = "";

    /// When the newest message came that HighLevel has something of, or that asked nothing of it.
    long newest;

    /// When a step wrote last, or somebody linked it.
    long at;

    /// What the same message would have each step write if it came again: digests of the arguments, by their names.
    final Map<String, Map<String, String>> steps = new LinkedHashMap<>();

    ObjectNode remembered = Json.MAPPER.createObjectNode();

    /// The message of which nobody knows what it has done; empty if there is none.
    String uncertain = "";

    /// How far that one is; null if that is not known.
    LedgerWork doubt;

    /// The process that works on it, until when.
    String holder = "";
    long until;

    /// Messages that have been seen and not ended.
    final Set<String> open = new TreeSet<>();

    /// The message that is worked on; null if nothing of one has been carried out.
    LedgerWork work;

    private Document document;

    private LedgerRow(String externalId, Document document) {
        this.externalId = externalId;
        this.document = document;
    }

    static LedgerRow fresh(String kind, String name, String externalId) {
        return new LedgerRow(externalId, Document.of(kind, name, ""));
    }

    /// Whether the ledger has nothing about the record.
    boolean blank() {
        return at == 0;
    }

    /// `$linked`.
    ObjectNode linked() {
        ObjectNode linked = Json.MAPPER.createObjectNode();
        if (!highLevelId.isEmpty()) {
            linked.put("id", highLevelId);
        }
        linked.setAll(remembered);
        return linked;
    }

    /// As it is to be stored.
    Document document() {
        ObjectNode body = Json.MAPPER
                .createObjectNode()
                .put("externalId", externalId)
                .put("highLevelId", highLevelId)
                .put("version", version)
                .put("newest", newest)
                .put("at", at)
                .put("uncertain", uncertain)
                .put("holder", holder)
                .put("until", until);
        ObjectNode written = body.putObject("steps");
        steps.forEach((step, digests) -> digests.forEach(written.putObject(step)::put));
        body.set("remembered", remembered);
        open.forEach(body.putArray("open")::add);
        if (work != null) {
            body.set("work", work.json());
        }
        if (doubt != null) {
            body.set("doubt", doubt.json());
        }
        return document.with(Json.MAPPER.writeValueAsString(body));
    }

    /// Whether it has been stored before.
    boolean stored() {
        return document.version() > 0;
    }

    /// It is stored, as this document says.
    void stored(Document as) {
        document = as;
    }

    static LedgerRow of(Document document) {
        JsonNode body = Json.MAPPER.readTree(document.body());
        LedgerRow row = new LedgerRow(body.path("externalId").asString(), document);
        row.highLevelId = body.path("highLevelId").asString();
        row.version = body.path("version").asString();
        row.newest = body.path("newest").asLong();
        row.at = body.path("at").asLong();
        row.uncertain = body.path("uncertain").asString("");
        row.holder = body.path("holder").asString();
        row.until = body.path("until").asLong();
        body.path("steps").properties().forEach(step -> {
            Map<String, String> digests = new LinkedHashMap<>();
            step.getValue()
                    .properties()
                    .forEach(one -> digests.put(one.getKey(), one.getValue().asString()));
            row.steps.put(step.getKey(), digests);
        });
        row.remembered = body.path("remembered").asObject();
        row.open.addAll(texts(body.path("open")));
        row.work = LedgerWork.of(body.path("work"));
        row.doubt = LedgerWork.of(body.path("doubt"));
        return row;
    }

    static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    /// Never whose record it is.
    @Override
    public String toString() {
        return document.toString();
    }
}
