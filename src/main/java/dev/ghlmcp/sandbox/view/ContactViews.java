package dev.ghlmcp.sandbox.view;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The shapes in which HighLevel shows one contact.
public record ContactViews(SandboxStore store) {
    /// By itself. The documents tell which of this each endpoint shows.
    public static ObjectNode read(ObjectNode contact) {
        ObjectNode view = lowerCase(contact.deepCopy().put("name", name(contact)));
        view.put("deleted", false).put("bounceEmail", false).put("unsubscribeEmail", false);
        view.putArray("offers");
        view.putArray("products");
        if (contact.has("dateOfBirth")) {
            LocalDate birthday =
                    LocalDate.ofInstant(Instant.parse(contact.get("dateOfBirth").stringValue()), ZoneOffset.UTC);
            view.put("birthMonth", birthday.getMonthValue()).put("birthDay", birthday.getDayOfMonth());
        }
        return view;
    }

    /// In lists.
    public static ObjectNode listed(ObjectNode contact) {
        ObjectNode view = contact.deepCopy().put("contactName", name(contact));
        view.putArray("attributions");
        return Documents.pick(
                view,
                "id locationId contactName firstName lastName companyName email phone dnd type source assignedTo city"
                        + " state postalCode address1 dateAdded dateUpdated dateOfBirth tags country website timezone"
                        + " customFields businessId attributions followers");
    }

    /// In the search index: other names, epoch milliseconds for the birthday, null for what a contact does not have.
    public ObjectNode indexed(ObjectNode contact) {
        ObjectNode source = lowerCase(contact.deepCopy());
        source.set("address", contact.get("address1"));
        ObjectNode business =
                store.records("businesses").find(contact.path("businessId").asString());
        source.set("businessName", business == null ? null : business.get("name"));
        if (contact.has("dateOfBirth")) {
            source.put(
                    "dateOfBirth",
                    Instant.parse(contact.get("dateOfBirth").stringValue()).toEpochMilli());
        }
        ObjectNode view = Json.MAPPER.createObjectNode();
        for (String field : ("id phoneLabel country address source type locationId website dnd state businessName"
                        + " customFields tags dateAdded additionalEmails phone companyName additionalPhones"
                        + " dateUpdated city dateOfBirth firstNameLowerCase lastNameLowerCase email assignedTo"
                        + " followers validEmail dndSettings inboundDndSettings postalCode businessId")
                .split(" ", -1)) {
            view.set(field, source.get(field));
        }
        return view;
    }

    public static String name(ObjectNode contact) {
        return Stream.of("firstName", "lastName")
                .map(part -> contact.path(part).asString())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static ObjectNode lowerCase(ObjectNode contact) {
        for (String field : new String[] {"firstName", "lastName", "email"}) {
            if (contact.has(field)) {
                contact.put(field + "LowerCase", contact.get(field).asString().toLowerCase(Locale.ROOT));
            }
        }
        return contact.put("fullNameLowerCase", name(contact).toLowerCase(Locale.ROOT));
    }
}
