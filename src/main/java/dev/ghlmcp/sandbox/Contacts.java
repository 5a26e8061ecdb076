package dev.ghlmcp.sandbox;

import dev.ghlmcp.catalog.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints under `/contacts`; here those that read and write one contact.
final class Contacts {
    private final Store store;
    private final SandboxOptions options;
    private final Records contacts;
    private final ContactForm form;

    Contacts(Store store, SandboxOptions options) {
        this.store = store;
        this.options = options;
        this.contacts = store.records("contacts");
        this.form = new ContactForm(new CustomFields(store, "contact", "value"));
    }

    List<Route> routes() {
        NestedRecords notes = new NestedRecords(
                store,
                "contacts",
                "contactId",
                "notes",
                "note",
                "id",
                "body:string! userId:string title:string color:string pinned:boolean",
                note -> {
                    note.put("dateAdded", now());
                    note.put("pinned", note.path("pinned").asBoolean(false));
                });
        NestedRecords tasks = new NestedRecords(
                store,
                "contacts",
                "contactId",
                "tasks",
                "task",
                "taskId",
                "title:string! body:string dueDate:date! completed:boolean! assignedTo:string",
                task -> {});
        List<Route> routes = new ArrayList<>(new ContactSearch(store, options).routes());
        routes.addAll(new ContactLinks(store, options.clock()).routes());
        routes.addAll(notes.routes());
        routes.addAll(tasks.routes());
        routes.add(Route.put(
                "/contacts/{contactId}/tasks/{taskId}/completed", Fields.of("completed:boolean!"), tasks::update));
        routes.add(
                Route.post("/contacts/upsert", ContactForm.UPSERT, this::upsert).status(200));
        routes.add(Route.post("/contacts/", ContactForm.CREATE, this::create));
        routes.add(Route.get("/contacts/{contactId}", this::get));
        routes.add(Route.put("/contacts/{contactId}", ContactForm.UPDATE, this::update));
        routes.add(Route.delete("/contacts/{contactId}", Fields.UNCHECKED, this::delete));
        return routes.stream().map(ContactDialect::translated).toList();
    }

    private ObjectNode get(Call call) {
        return answer(ContactViews.read(contacts.require(call.hole("contactId"))));
    }

    private ObjectNode create(Call call) {
        refuseDuplicate(call.body(), null);
        return answer(ContactViews.created(add(call.body())));
    }

    private ObjectNode update(Call call) {
        ObjectNode contact = contacts.require(call.hole("contactId"));
        refuseDuplicate(call.body(), contact);
        form.write(call.body(), contact, options.clock().instant());
        return Json.MAPPER.createObjectNode().put("succeded", true).setAll(answer(ContactViews.read(contact)));
    }

    private ObjectNode upsert(Call call) {
        boolean another = options.duplicates()
                && call.body().path("createNewIfDuplicateAllowed").asBoolean(false);
        Match match = another ? null : match(call.body(), null);
        if (match == null) {
            return Json.MAPPER.createObjectNode().put("new", true).setAll(answer(ContactViews.read(add(call.body()))));
        }
        // HighLevel drops the gender of a contact that it has already, and says nothing.
        ObjectNode body = call.body().deepCopy().without(Set.of("gender", "locationId"));
        // Where e-mail and phone point to two contacts, the e-mail wins and the number is lost.
        if (match(body.deepCopy().without(Set.of("email")), match.contact()) != null) {
            body.remove("phone");
        }
        form.write(body, match.contact(), options.clock().instant());
        return Json.MAPPER.createObjectNode().put("new", false).setAll(answer(ContactViews.read(match.contact())));
    }

    private ObjectNode delete(Call call) {
        String id = call.hole("contactId");
        contacts.require(id);
        contacts.delete(contact -> contact.path("id").asString().equals(id));
        for (String collection : List.of("notes", "tasks", "opportunities", "conversations", "messages", "emails")) {
            store.records(collection)
                    .delete(record -> record.path("contactId").asString().equals(id));
        }
        return Json.MAPPER.createObjectNode().put("succeded", true);
    }

    private ObjectNode add(ObjectNode body) {
        ObjectNode contact = Json.MAPPER.createObjectNode().put("type", "lead").put("dnd", false);
        contact.putArray("tags");
        contact.putArray("customFields");
        contact.putArray("followers");
        Instant now = options.clock().instant();
        form.write(body, contact.put("dateAdded", Moment.iso(now)), now);
        return contacts.add(contact);
    }

    private void refuseDuplicate(ObjectNode body, ObjectNode self) {
        Match match = options.duplicates() ? null : match(body, self);
        if (match != null) {
            throw Refusal.duplicate(
                    "This location does not allow duplicated contacts.",
                    Json.MAPPER
                            .createObjectNode()
                            .put("contactId", match.contact().path("id").asString())
                            .put("contactName", ContactViews.name(match.contact()))
                            .put("matchingField", match.field()));
        }
    }

    private Match match(ObjectNode body, ObjectNode self) {
        for (String field : List.of("email", "phone")) {
            String value = key(field, body);
            ObjectNode contact = contacts.stream()
                    .filter(other -> !other.equals(self)
                            && !value.isEmpty()
                            && key(field, other).equals(value))
                    .findFirst()
                    .orElse(null);
            if (contact != null) {
                return new Match(contact, field);
            }
        }
        return null;
    }

    /// What makes two contacts the same person.
    static String key(String field, ObjectNode contact) {
        String value = contact.path(field).asString();
        return value.isEmpty() || field.equals("email") ? value.toLowerCase(Locale.ROOT) : ContactForm.phone(value);
    }

    private static ObjectNode answer(ObjectNode contact) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.set("contact", contact);
        return answer;
    }

    private String now() {
        return Moment.iso(options.clock().instant());
    }

    private record Match(ObjectNode contact, String field) {}
}
