package dev.ghlmcp.sandbox.index;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.store.RecordCollection;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Carries out calls of the index's endpoints. Each sub-account, and the agency, has collections of its own.
final class Resources {
    /// What an action makes of a record.
    private static final Map<String, String> STATUS = Map.of(
            "void", "void",
            "send", "sent",
            "cancel", "cancelled",
            "pause", "paused",
            "resume", "active",
            "publish", "published",
            "schedule", "scheduled");

    /// Kinds of records that the sandbox has anyway.
    private static final Map<String, String> SHARED = Map.of(
            "location/customField", "customFields",
            "invoice", "invoices",
            "payment/transaction", "transactions",
            "conversation", "conversations",
            "conversation/message", "messages",
            "conversation/message/email", "emails",
            "opportunitie", "opportunities");

    private final SandboxStore store;
    private final ResourceTypes types;
    private final JsonNode samples;
    private final Set<String> emptied = new HashSet<>();

    /// @param samples what the first sub-account has of what cannot be created, by [ResourcePath#key()]
    Resources(SandboxStore store, ResourceTypes types, JsonNode samples) {
        this.store = store;
        this.types = types;
        this.samples = samples;
    }

    JsonNode answer(IndexedEndpoint endpoint, RouteCall call) {
        ResourcePath path = endpoint.path();
        ResourceType type = types.at(path.item() ? path.collection() : path);
        IndexedEndpoint.Effect effect = endpoint.effect(type);
        if (effect == IndexedEndpoint.Effect.ANSWER) {
            if (endpoint.reads() && endpoint.answer().isMissingNode()) {
                return sample(owner(call)).whole(path.noun(), 1, Json.MAPPER.createObjectNode());
            }
            return reply(endpoint, Json.MAPPER.createObjectNode(), call);
        }
        boolean acts = effect == IndexedEndpoint.Effect.ACT
                || (effect == IndexedEndpoint.Effect.COPY && !path.item() && path.id() != null);
        ResourcePath place = acts || path.item() ? path.collection() : path;
        TargetRecords target = target(place, call);
        return switch (effect) {
            case LIST -> list(endpoint, target, call);
            case READ -> reply(endpoint, target.read(path.id()), call);
            case LOOK -> reply(endpoint, target.look(), call);
            case CREATE -> reply(endpoint, target.create(), call);
            case PUT -> reply(endpoint, target.put(), call);
            case CHANGE -> reply(endpoint, Documents.merge(TargetRecords.content(call), target.read(path.id())), call);
            case COPY -> reply(endpoint, target.copy(path.id()), call);
            case ACT -> reply(endpoint, act(endpoint, target.read(path.id()), call), call);
            case DELETE -> deleted(endpoint, target, List.of(target.read(path.id())), call);
            case DELETE_NAMED -> deleted(endpoint, target, target.named(), call);
            case ANSWER -> throw new IllegalStateException("answered before");
        };
    }

    private TargetRecords target(ResourcePath place, RouteCall call) {
        String owner = owner(call);
        if (place.id() != null) {
            ResourceType parent = types.at(place.collection());
            if (parent != null && parent.creatable()) {
                target(place.collection(), call).read(place.id());
            }
        }
        ResourceType known = types.at(place);
        ResourceType type =
                known == null ? new ResourceType(place.noun(), false, false, Json.MAPPER.createObjectNode()) : known;
        String shared = SHARED.get(place.key());
        String name = owner + " " + place.at(call.path());
        RecordCollection records = shared == null ? store.records(name, type.declaration()) : store.records(shared);
        TargetRecords target = new TargetRecords(type, records, call, owner, sample(owner));
        if (type.listable() && !type.creatable() && shared == null && !emptied.contains(name)) {
            boolean first = owner.equals(SampleAccount.LOCATION_ID);
            target.plant(first ? samples.path(place.key()) : Json.MAPPER.missingNode());
        }
        if (place.key().equals("object")) {
            target.plantObjects();
        }
        return target;
    }

    /// The sub-account that a call is about, or the agency.
    private String owner(RouteCall call) {
        String owner = Stream.of(
                        Json.MAPPER.valueToTree(call.path()).path("locationId"),
                        call.query().path("locationId"),
                        call.query().path("altId"),
                        call.body().path("locationId"),
                        call.body().path("altId"))
                .map(each -> each.asString(""))
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse(call.bearer().owner());
        if (!owner.equals(SampleAccount.COMPANY_ID)) {
            store.records("locations").require(owner);
        }
        return owner;
    }

    private Sample sample(String owner) {
        ObjectNode known =
                Documents.empty().put("locationId", owner).put("altId", owner).put("altType", "location");
        return new Sample(known, 0, false, store.now());
    }

    private JsonNode list(IndexedEndpoint endpoint, TargetRecords target, RouteCall call) {
        ListQuery query = new ListQuery(call);
        boolean own =
                target.type().creatable() || SHARED.containsKey(endpoint.path().key());
        List<ObjectNode> all =
                target.all().filter(record -> query.wants(record, own)).toList();
        List<ObjectNode> page = endpoint.pages() ? query.page(all, target.type().id()) : all;
        JsonNode shown = Documents.array(page.stream());
        if (endpoint.answer().isMissingNode()) {
            String word = endpoint.path().parts().getLast();
            return Documents.of(word, shown).put("total", all.size());
        }
        Sample sample = sample(target.owner()).counting(all.size());
        if (!page.isEmpty() && !page.getLast().equals(all.getLast())) {
            sample = sample.continuing(page.getLast().get(target.type().id()).asString(), query.number());
        }
        return AnswerShape.list(endpoint.answer()).with(shown, sample);
    }

    private JsonNode reply(IndexedEndpoint endpoint, ObjectNode record, RouteCall call) {
        JsonNode kinds = endpoint.answer();
        if (kinds.isMissingNode()) {
            return record.isEmpty() ? Documents.done("success") : record;
        }
        ObjectNode known = sample(owner(call)).known();
        known.setAll(record);
        JsonNode id = record.path("_id").isMissingNode() ? record.path("id") : record.path("_id");
        kinds.propertyNames().stream()
                .filter(name -> name.endsWith("Id") && !known.has(name) && id.isString())
                .findFirst()
                .ifPresent(name -> known.set(name, id));
        boolean alone = record.isEmpty();
        Sample sample = new Sample(known, 1, alone && endpoint.reads(), store.now());
        AnswerShape shape = AnswerShape.one(kinds);
        return shape.place().isObject() && !alone ? shape.with(record, sample) : sample.of("", kinds);
    }

    private JsonNode deleted(IndexedEndpoint endpoint, TargetRecords target, List<ObjectNode> gone, RouteCall call) {
        target.delete(gone);
        if (target.all().findAny().isEmpty()) {
            emptied.add(target.owner() + " " + endpoint.path().at(call.path()));
        }
        ObjectNode last = gone.isEmpty() ? Documents.empty() : gone.getLast().deepCopy();
        return reply(endpoint, last.put("deleted", true), call);
    }

    private static ObjectNode act(IndexedEndpoint endpoint, ObjectNode record, RouteCall call) {
        String status = STATUS.get(endpoint.verb());
        if (status != null) {
            return record.put("status", status);
        }
        return endpoint.route().method().equals("POST") ? record : Documents.merge(TargetRecords.content(call), record);
    }
}
