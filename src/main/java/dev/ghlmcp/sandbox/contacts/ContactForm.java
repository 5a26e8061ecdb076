package dev.ghlmcp.sandbox.contacts;

import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.TextList;
import dev.ghlmcp.sandbox.api.Timestamps;
import dev.ghlmcp.sandbox.store.SandboxStore;
import dev.ghlmcp.sandbox.view.CustomFields;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a request writes into a contact: null and an empty text clear, tags replace, custom fields merge, the rest
/// overwrites.
record ContactForm(SandboxStore store) {
    ObjectNode write(ObjectNode body, ObjectNode contact) {
        CustomFields customFields = new CustomFields(store, contact.path("locationId"), "contact", "value");
        ObjectNode given = body.deepCopy().without(List.of("name", "createNewIfDuplicateAllowed"));
        if (given.path("dndSettings").isNull()) {
            given.putObject("dndSettings");
        }
        Documents.merge(given, contact, (name, value) -> switch (name) {
            case "dndSettings" -> channels(value, contact.path(name));
            case "phone" -> JsonNodeFactory.instance.stringNode(phone(value.asString()));
            case "dateOfBirth" -> JsonNodeFactory.instance.stringNode(birthday(value));
            case "tags" -> TextList.of(value);
            case "customFields" -> customFields.merged(value, contact.path(name));
            default -> value;
        });
        if (body.hasNonNull("name") && !body.hasNonNull("firstName") && !body.hasNonNull("lastName")) {
            writeName(body.get("name").asString().strip(), contact);
        }
        return store.stamp(contact, "dateUpdated");
    }

    /// E.164; a number without a country is taken for a North American one, and a text without digits for none.
    static String phone(String given) {
        String digits = given.replaceAll("\\D", "");
        if (digits.isEmpty()) {
            return "";
        }
        return (given.strip().startsWith("+") || digits.length() != 10 ? "+" : "+1") + digits;
    }

    /// What a person has refused for good nobody can change, nor drop by leaving it out.
    private static JsonNode channels(JsonNode given, JsonNode before) {
        ObjectNode now = given.deepCopy().asObject();
        before.forEachEntry((channel, setting) -> {
            if (setting.path("status").asString().equals("permanent")) {
                if (given.has(channel) && !given.get(channel).equals(setting)) {
                    throw ApiError.unauthorized(
                            "The channel " + channel + " is in permanent DND and can not be changed.");
                }
                now.set(channel, setting);
            }
        });
        return now;
    }

    private static void writeName(String name, ObjectNode contact) {
        int space = name.indexOf(' ');
        contact.put("firstName", space < 0 ? name : name.substring(0, space));
        contact.remove("lastName");
        if (space > 0) {
            contact.put("lastName", name.substring(space + 1).strip());
        }
    }

    private static String birthday(JsonNode value) {
        Instant birthday = Timestamps.birthday(value);
        if (birthday == null) {
            throw ApiError.violation("dateOfBirth must be a valid date");
        }
        return Timestamps.iso(birthday);
    }
}
