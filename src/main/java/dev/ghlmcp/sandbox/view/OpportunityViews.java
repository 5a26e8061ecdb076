package dev.ghlmcp.sandbox.view;

import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The two shapes in which HighLevel shows one opportunity.
public record OpportunityViews(SandboxStore store) {
    /// By id and after a write. Notes, tasks and appointments are documented, but left out.
    public ObjectNode read(ObjectNode opportunity) {
        return with(opportunity, contact(opportunity));
    }

    private static ObjectNode with(ObjectNode opportunity, ObjectNode contact) {
        ObjectNode view = opportunity.deepCopy();
        if (view.has("forecastProbability")) {
            view.set("effectiveProbability", view.get("forecastProbability"));
        }
        ObjectNode shown = Documents.of("id", contact.get("id")).put("name", ContactViews.name(contact));
        return view.set("contact", shown.setAll(Documents.pick(contact, "companyName email phone tags")));
    }

    /// In a search.
    ///
    /// @param with which of `notes`, `tasks` and `calendarEvents` of the contact to show; the others stay empty
    public ObjectNode found(ObjectNode opportunity, Set<String> with) {
        ObjectNode view = with(opportunity, indexedContact(opportunity));
        for (String list : List.of("notes", "tasks", "calendarEvents")) {
            ArrayNode shown = view.putArray(list);
            if (with.contains(list)) {
                store.records(list.equals("calendarEvents") ? "appointments" : list)
                        .where("contactId", opportunity.get("contactId").asString())
                        .forEach(shown::add);
            }
        }
        ArrayNode customFields = view.putArray("customFields");
        for (JsonNode field : opportunity.path("customFields")) {
            JsonNode value = field.path("fieldValue");
            String type = value.isArray() ? "array" : value.isNumber() ? "number" : "string";
            String key = "fieldValue" + (value.isArray() ? "Array" : value.isNumber() ? "Number" : "String");
            customFields.add(
                    Documents.of("id", field.path("id")).put("type", type).set(key, value));
        }
        return view;
    }

    public ObjectNode contact(ObjectNode opportunity) {
        return store.records("contacts").require(opportunity.path("contactId").asString());
    }

    /// Its contact as searches see it.
    public ObjectNode indexedContact(ObjectNode opportunity) {
        return store.records("contacts").indexed(opportunity.path("contactId").asString());
    }
}
