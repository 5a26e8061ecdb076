package dev.ghlmcp.mcp.location;

import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.location.LocationNames.Listing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Names of contacts, each of which HighLevel tells by a request of its own. Thread-safe.
final class ContactNames {
    /// An answer with more contacts has the others by id alone.
    private static final int MAX = 20;

    /// @param name    empty for a contact that has none, or is not there
    /// @param failure a phrase that says why it was not read; null if it was
    private record Known(String name, String failure) {}

    /// By the id of the contact.
    private final LocationCache<Known> names;

    ContactNames(LongSupplier nanos) {
        this.names = new LocationCache<>(LocationNames.LIFE, _ -> 1, nanos);
    }

    /// What is known without a request; null if it lacks one.
    Listing kept(HighLevelClient client, Collection<String> ids) {
        Map<String, Known> known = new HashMap<>();
        few(ids).forEach(id -> known.put(id, names.kept(client.access(), id, ContactNames::serves)));
        return known.containsValue(null) ? null : listing(known, ids);
    }

    /// Those that are not known are read side by side; null if the thread was interrupted meanwhile.
    Listing of(HighLevelClient client, ToolDefinition reader, String location, Collection<String> ids) {
        Map<String, Known> known = new ConcurrentHashMap<>();
        List<Thread> threads = new ArrayList<>();
        few(ids).forEach(id -> threads.add(Thread.ofVirtual().start(() -> {
            Known read = names.get(client.access(), id, ContactNames::serves, () -> read(client, reader, location, id));
            if (read != null) {
                known.put(id, read);
            }
        })));
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException _) {
            threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
            return null;
        }
        return listing(known, ids);
    }

    /// Forgets a contact that is about to change.
    void forget(String id) {
        names.forget(id);
    }

    private static Stream<String> few(Collection<String> ids) {
        return ids.stream().sorted().limit(MAX);
    }

    private static boolean serves(Known known, Duration age) {
        return known.failure() == null || age.compareTo(LocationNames.SHORT_LIFE) < 0;
    }

    private static Listing listing(Map<String, Known> known, Collection<String> ids) {
        Map<String, String> named = new HashMap<>();
        String failure = ids.size() > MAX ? "of so many only " + MAX + " were read" : null;
        for (Map.Entry<String, Known> one : known.entrySet()) {
            if (!one.getValue().name().isEmpty()) {
                named.put(one.getKey(), one.getValue().name());
            }
            failure =
                    one.getValue().failure() == null ? failure : one.getValue().failure();
        }
        return new Listing(named, Set.of(), failure);
    }

    private static Known read(HighLevelClient client, ToolDefinition reader, String location, String id) {
        ObjectNode arguments =
                Json.MAPPER.createObjectNode().put("contactId", id).put(Declaration.LOCATION_ID, location);
        try {
            return switch (client.within(LocationNames.MAX_DURATION).call(reader, reader.endpoint(), arguments)) {
                case Reply.Answer answer -> new Known(name(answer.body().path("contact")), null);
                // HighLevel answers 400 for a contact that is not there.
                case Failure.NotFound _, Failure.Rejected _ -> new Known("", null);
                case Failure failure -> new Known("", LocationNames.phrase(failure, reader));
                default -> new Known("", null);
            };
        } catch (RuntimeException _) {
            // The answer that they are for is there, and must not be lost.
            return new Known("", "HighLevel's answer could not be read");
        }
    }

    private static String name(JsonNode contact) {
        String first =
                contact.path("firstNameRaw").asString(contact.path("firstName").asString(""));
        String last =
                contact.path("lastNameRaw").asString(contact.path("lastName").asString(""));
        String name = (first + " " + last).strip();
        return LocationNames.shown(name.isEmpty() ? contact.path("email").asString("") : name);
    }
}
