package dev.ghlmcp.sandbox;

import dev.ghlmcp.catalog.Json;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a request writes into a contact: null clears, tags replace, custom fields merge, the rest overwrites.
record ContactForm(Store store) {
    private static final String COMMON = "firstName:string lastName:string name:string email:string phone:string"
            + " address1:string city:string state:string postalCode:string website:string timezone:string dnd:boolean"
            + " dndSettings:object inboundDndSettings:object tags:string[] customFields:object[] source:string"
            + " dateOfBirth:any country:string assignedTo:string companyName:string";

    static final Fields UPDATE = Fields.of(COMMON);
    static final Fields CREATE = UPDATE.and("locationId:string! gender:string");
    static final Fields UPSERT = CREATE.and("createNewIfDuplicateAllowed:boolean");

    void write(ObjectNode body, ObjectNode contact, Instant now) {
        body.forEachEntry((name, value) -> {
            if (value.isNull()) {
                contact.remove(name);
                return;
            }
            switch (name) {
                case "createNewIfDuplicateAllowed" -> {}
                case "name" -> writeName(value.asString().strip(), body, contact);
                case "phone" -> contact.put(name, phone(value.asString()));
                case "dateOfBirth" -> contact.put(name, birthday(value));
                case "tags" -> contact.set(name, TextList.of(value));
                case "customFields" -> value.forEach(field -> writeCustomField(field, contact));
                default -> contact.set(name, value);
            }
        });
        contact.put("dateUpdated", Moment.iso(now));
    }

    /// E.164; a number without a country is taken for a North American one.
    static String phone(String given) {
        String digits = given.replaceAll("\\D", "");
        return (given.strip().startsWith("+") || digits.length() != 10 ? "+" : "+1") + digits;
    }

    private static void writeName(String name, ObjectNode body, ObjectNode contact) {
        if (body.hasNonNull("firstName") || body.hasNonNull("lastName")) {
            return;
        }
        int space = name.indexOf(' ');
        contact.put("firstName", space < 0 ? name : name.substring(0, space));
        contact.remove("lastName");
        if (space > 0) {
            contact.put("lastName", name.substring(space + 1).strip());
        }
    }

    private static String birthday(JsonNode value) {
        Instant birthday = Moment.birthday(value);
        if (birthday == null) {
            throw Refusal.unprocessable(List.of("dateOfBirth must be a valid date"));
        }
        return Moment.iso(birthday);
    }

    private void writeCustomField(JsonNode given, ObjectNode contact) {
        ObjectNode definition = definition(given);
        // HighLevel answers 2xx to a custom field that the location does not have, and keeps nothing of it.
        if (definition == null) {
            return;
        }
        String id = definition.get("id").stringValue();
        ArrayNode kept = Json.MAPPER.createArrayNode();
        contact.path("customFields")
                .valueStream()
                .filter(field -> !field.path("id").asString().equals(id))
                .forEach(kept::add);
        JsonNode value = given.has("field_value") ? given.get("field_value") : given.path("fieldValue");
        if (!value.isMissingNode() && !value.isNull() && !value.asString("-").isEmpty()) {
            kept.addObject()
                    .put("id", id)
                    .set("value", stored(definition.path("dataType").asString(), value));
        }
        contact.set("customFields", kept);
    }

    private ObjectNode definition(JsonNode given) {
        String id = given.path("id").asString("");
        String key = "contact." + given.path("key").asString("").replaceFirst("^contact\\.", "");
        return store.records("customFields").stream()
                .filter(field -> field.path("model").asString().equals("contact"))
                .filter(field -> field.path("id").asString().equals(id)
                        || field.path("fieldKey").asString().equals(key))
                .findFirst()
                .orElse(null);
    }

    private static JsonNode stored(String dataType, JsonNode value) {
        return switch (dataType) {
            case "DATE" -> {
                Instant date = Moment.of(value);
                yield date == null ? value : Json.MAPPER.getNodeFactory().numberNode(date.toEpochMilli());
            }
            case "NUMERICAL", "MONETORY" ->
                value.isString() && value.stringValue().matches("-?\\d+(\\.\\d+)?")
                        ? Json.MAPPER.readTree(value.stringValue())
                        : value;
            default -> value;
        };
    }
}
