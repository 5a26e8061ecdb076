package dev.ghlmcp.sandbox;

import dev.ghlmcp.catalog.Json;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The two shapes in which HighLevel shows one opportunity.
record OpportunityViews(Store store) {
    private static final Set<String> FORECAST = Set.of("forecastExpectedCloseDate", "forecastProbability");

    /// By id and after a write. Notes, tasks and appointments are documented, but left out.
    ObjectNode read(ObjectNode opportunity, boolean v3) {
        ObjectNode view = opportunity.deepCopy();
        if (!v3) {
            view.without(FORECAST);
        } else if (view.has("forecastProbability")) {
            view.set("effectiveProbability", view.get("forecastProbability"));
        }
        ObjectNode contact = contact(opportunity);
        ObjectNode shown = view.putObject("contact");
        shown.set("id", contact.get("id"));
        shown.put("name", ContactViews.name(contact));
        for (String field : List.of("companyName", "email", "phone", "tags")) {
            if (contact.has(field)) {
                shown.set(field, contact.get(field));
            }
        }
        return view;
    }

    /// In a search.
    ///
    /// @param with which of `notes`, `tasks` and `calendarEvents` of the contact to show; the others stay empty
    ObjectNode found(ObjectNode opportunity, boolean v3, Set<String> with) {
        ObjectNode view = read(opportunity, v3);
        for (String list : List.of("notes", "tasks", "calendarEvents")) {
            ArrayNode shown = view.putArray(list);
            if (with.contains(list)) {
                store.records(list.equals("calendarEvents") ? "appointments" : list).stream()
                        .filter(record -> record.path("contactId").equals(opportunity.get("contactId")))
                        .forEach(shown::add);
            }
        }
        ArrayNode customFields = view.putArray("customFields");
        for (JsonNode field : opportunity.path("customFields")) {
            JsonNode value = field.path("fieldValue");
            String type = value.isArray() ? "array" : value.isNumber() ? "number" : "string";
            String key = "fieldValue" + (value.isArray() ? "Array" : value.isNumber() ? "Number" : "String");
            customFields.add(Json.MAPPER
                    .createObjectNode()
                    .put("id", field.path("id").asString())
                    .put("type", type)
                    .set(key, value));
        }
        return view;
    }

    ObjectNode contact(ObjectNode opportunity) {
        return store.records("contacts").require(opportunity.path("contactId").asString());
    }
}
