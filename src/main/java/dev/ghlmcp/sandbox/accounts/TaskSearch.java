package dev.ghlmcp.sandbox.accounts;

import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.api.TextList;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Finds tasks of all contacts of a sub-account, the newest first.
record TaskSearch(SandboxStore store) {
    ObjectNode of(RouteCall call) {
        ObjectNode asked = call.body();
        Map<String, ObjectNode> contacts = store.records("contacts")
                .all(call)
                .filter(contact -> Documents.matches(asked, contact, "businessId"))
                .collect(Collectors.toMap(contact -> contact.get("id").stringValue(), contact -> contact));
        Stream<ObjectNode> found = store.records("tasks").stream()
                .filter(task -> contacts.containsKey(task.path("contactId").asString()))
                .filter(task -> lists(asked.path("contactId"), task.path("contactId"))
                        && lists(asked.path("assignedTo"), task.path("assignedTo"))
                        && Documents.matches(asked, task, "completed")
                        && Documents.mentions(task, asked.path("query").asString(""), "title", "body"));
        List<ObjectNode> newestFirst = found.toList().reversed();
        return Documents.list(
                "tasks",
                newestFirst.stream()
                        .skip(asked.path("skip").asLong(0))
                        .limit(asked.path("limit").asLong(25)));
    }

    private static boolean lists(JsonNode wanted, JsonNode value) {
        List<String> texts = TextList.texts(wanted);
        return texts.isEmpty() || texts.contains(value.asString());
    }
}
