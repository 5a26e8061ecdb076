package dev.ghlmcp.sandbox;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a request writes into a contact: null clears, tags replace, custom fields merge, the rest overwrites.
record ContactForm(CustomFields customFields) {
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
                case "customFields" -> customFields.write(value, contact);
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
}
