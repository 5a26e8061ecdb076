package dev.ghlmcp.sandbox.contacts;

import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.store.RecordCollection;
import dev.ghlmcp.sandbox.store.SandboxStore;
import dev.ghlmcp.sandbox.view.ContactViews;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints under `/contacts`; here those that read and write one contact with its notes and tasks.
public record ContactRoutes(SandboxStore store, RecordCollection contacts, ContactForm form) {
    private static final String ID = "contactId";

    public ContactRoutes(SandboxStore store) {
        this(store, store.records("contacts"), new ContactForm(store));
    }

    public List<Route> routes() {
        String one = "/contacts/{contactId}";
        List<Route> own = List.of(
                Route.put(
                        "/contacts/{contactId}/tasks/{taskId}/completed",
                        call -> Documents.of("task", store.records("tasks").update(call, "taskId"))),
                Route.post("/contacts/upsert", this::upsert),
                Route.post("/contacts/", this::create),
                Route.get(one, call -> read(contacts.find(call, ID))),
                Route.put(one, this::update),
                Route.delete(one, this::delete));
        return Stream.of(
                        new ContactSearchRoutes(store).routes(),
                        new ContactLinkRoutes(store).routes(),
                        parts(
                                "note",
                                "id",
                                () -> store.stamp(Documents.empty(), "dateAdded")
                                        .put("pinned", false)),
                        parts("task", "taskId", Documents::empty),
                        own)
                .flatMap(List::stream)
                .map(ContactDialect::translated)
                .toList();
    }

    /// What is written down about a contact.
    ///
    /// @param hole  where the path has the record's id
    /// @param fresh makes what a new record has beyond the request
    private List<Route> parts(String singular, String hole, Supplier<ObjectNode> fresh) {
        RecordCollection records = store.records(singular + "s");
        String all = "/contacts/{contactId}/" + singular + "s";
        String one = all + "/{" + hole + "}";
        return List.of(
                Route.get(all, call -> Documents.list(singular + "s", records.all(call).toList().reversed().stream())),
                Route.post(all, call -> Documents.of(singular, records.create(call, fresh.get()))),
                Route.get(one, call -> Documents.of(singular, records.find(call, hole))),
                Route.put(one, call -> Documents.of(singular, records.update(call, hole))),
                Route.delete(one, call -> records.delete(call, hole, "succeded")));
    }

    private ObjectNode create(RouteCall call) {
        refuseDuplicate(call, null);
        return read(add(call));
    }

    private ObjectNode update(RouteCall call) {
        ObjectNode contact = contacts.find(call, ID);
        refuseDuplicate(call, contact);
        return Documents.done("succeded").setAll(read(form.write(call.body(), contact)));
    }

    private ObjectNode upsert(RouteCall call) {
        boolean another = store.allowsDuplicates()
                && call.body().path("createNewIfDuplicateAllowed").asBoolean(false);
        Match match = another ? null : match(call, call.body(), null);
        if (match == null) {
            return Documents.empty().put("new", true).setAll(read(add(call)));
        }
        // HighLevel drops the gender of a contact that it has already, and says nothing.
        ObjectNode body = call.body().deepCopy().without(Set.of("gender", "locationId"));
        // Where e-mail and phone point to two contacts, the e-mail wins and the number is lost.
        if (match(call, body.deepCopy().without(Set.of("email")), match.contact()) != null) {
            body.remove("phone");
        }
        return Documents.empty().put("new", false).setAll(read(form.write(body, contacts.draft(match.contact()))));
    }

    private ObjectNode delete(RouteCall call) {
        String id = contacts.delete(call, ID).get("id").stringValue();
        for (String collection : List.of("notes", "tasks", "opportunities", "conversations", "messages", "emails")) {
            store.records(collection).delete(ID, id);
        }
        return Documents.done("succeded");
    }

    private ObjectNode add(RouteCall call) {
        ObjectNode contact = Documents.empty().put("locationId", call.owner("locationId"));
        contact.put("type", "lead").put("dnd", false);
        contact.putArray("tags");
        contact.putArray("customFields");
        contact.putArray("followers");
        return contacts.add(call, form.write(call.body(), store.stamp(contact, "dateAdded")));
    }

    private void refuseDuplicate(RouteCall call, ObjectNode self) {
        Match match = store.allowsDuplicates() ? null : match(call, call.body(), self);
        if (match != null) {
            throw ApiError.duplicate(
                    "This location does not allow duplicated contacts.",
                    Documents.of("contactId", match.contact().get("id"))
                            .put("contactName", ContactViews.name(match.contact()))
                            .put("matchingField", match.field()));
        }
    }

    private Match match(RouteCall call, ObjectNode body, ObjectNode self) {
        return Stream.of("email", "phone")
                .flatMap(field -> contacts.all(call)
                        .filter(other -> !other.equals(self) && same(field, body, other))
                        .map(other -> new Match(other, field)))
                .findFirst()
                .orElse(null);
    }

    /// Whether this field makes two contacts the same person.
    static boolean same(String field, ObjectNode wanted, ObjectNode contact) {
        String value = key(field, wanted);
        return !value.isEmpty() && key(field, contact).equals(value);
    }

    private static String key(String field, ObjectNode contact) {
        String value = contact.path(field).asString();
        return value.isEmpty() || field.equals("email") ? value.toLowerCase(Locale.ROOT) : ContactForm.phone(value);
    }

    private static ObjectNode read(ObjectNode contact) {
        return Documents.of("contact", ContactViews.read(contact));
    }

    private record Match(ObjectNode contact, String field) {}
}
