package dev.ghlmcp.catalog;

import dev.ghlmcp.catalog.OpenApi.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Where a tool's arguments differ from what HighLevel's document says of them.
final class Complaints {
    /// @param place  the tool and the path of the argument: `update_contact.tags`
    /// @param aspect `name`, `type`, `enum`, `fields` or `required`
    /// @param text   what differs
    record Complaint(String place, String aspect, String text) {
        @Override
        public String toString() {
            return place + " " + aspect + ": " + text;
        }
    }

    private final OpenApi document;
    private final List<Complaint> complaints = new ArrayList<>();

    Complaints(OpenApi document) {
        this.document = document;
    }

    List<Complaint> of(String tool, JsonNode ours, JsonNode theirs) {
        compare(tool, ours, theirs);
        return complaints;
    }

    private void compare(String place, JsonNode ourSchema, JsonNode theirSchema) {
        Shape ours = document.shape(ourSchema);
        Shape theirs = document.shape(theirSchema);
        if (!typesFit(ours, theirs)) {
            complain(place, "type", ours.types() + ", theirs " + theirs.types());
        }
        if (!ours.literals().equals(theirs.literals())) {
            complain(place, "enum", ours.literals() + ", theirs " + theirs.literals());
        }
        if (ours.items().isObject() && theirs.items().isObject()) {
            compare(place + "[]", ours.items(), theirs.items());
        }
        if (ours.properties().isEmpty() && !theirs.properties().isEmpty()) {
            complain(place, "fields", "[], theirs " + theirs.properties().propertyNames());
        } else {
            compareFields(place, ours, theirs);
        }
    }

    private void compareFields(String place, Shape ours, Shape theirs) {
        Set<String> names = new TreeSet<>(ours.properties().propertyNames());
        names.addAll(theirs.properties().propertyNames());
        for (String name : names) {
            JsonNode our = ours.properties().get(name);
            JsonNode their = theirs.properties().get(name);
            if (our == null || their == null) {
                complain(place + "." + name, "name", our == null ? "only theirs" : "only ours");
                continue;
            }
            boolean demanded = theirs.required().contains(name) && !our.has("default");
            if (ours.required().contains(name) != demanded) {
                complain(place + "." + name, "required", demanded ? "only theirs" : "only ours");
            }
            if (demanded && takesNull(their) && !takesNull(our)) {
                complain(place + "." + name, "type", "null means something, and ours does not take it");
            }
            compare(place + "." + name, our, their);
        }
    }

    private boolean takesNull(JsonNode schema) {
        return document.shape(schema).types().contains("null");
    }

    /// Ours may be narrower. Whatever is optional may be null, only required arguments say so.
    private static boolean typesFit(Shape ours, Shape theirs) {
        if (theirs.open()) {
            return true;
        }
        if (ours.open()) {
            return theirs.types().size() > 1;
        }
        Set<String> allowed = new TreeSet<>(theirs.types());
        if (allowed.contains("number")) {
            allowed.add("integer");
        }
        return allowed.containsAll(ours.types());
    }

    private void complain(String place, String aspect, String text) {
        complaints.add(new Complaint(place, aspect, text));
    }
}
