package dev.ghlmcp.watch.poll;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.watch.Digests;
import dev.ghlmcp.watch.Observed;
import dev.ghlmcp.watch.Trigger;
import dev.ghlmcp.watch.WatchSource.Page;
import dev.ghlmcp.watch.WatchSource.PollException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What HighLevel's answers to a poll show.
record PollAnswers(PollRun run) {
    private static final int MAX_PAGES = 100;

    /// All there is, by its identity.
    Map<String, Observed> all(ObjectNode arguments) throws PollException, InterruptedException {
        return run.trigger().item().isEmpty() ? listed(arguments) : single(arguments);
    }

    /// What the first answer shows.
    List<Observed> first(ObjectNode arguments) throws PollException, InterruptedException {
        return run.trigger().item().isEmpty()
                ? run.read(arguments).items().stream().map(this::listed).toList()
                : List.copyOf(single(arguments).values());
    }

    private Map<String, Observed> listed(ObjectNode arguments) throws PollException, InterruptedException {
        Map<String, Observed> seen = new LinkedHashMap<>();
        ObjectNode next = arguments;
        for (int page = 0; next != null && page < MAX_PAGES; page++) {
            Page read = run.read(next);
            if (!read.found() && !run.row().primed()) {
                throw PollRun.nothing();
            }
            boolean known = false;
            for (JsonNode item : read.items()) {
                Observed observed = listed(item);
                seen.put(observed.id(), observed);
                known |= run.known().containsKey(observed.id());
            }
            // The first poll of a conversation needs no more than its latest messages, as later ones do.
            next = run.complete() || (!known && run.row().primed()) ? read.next() : null;
        }
        if (next != null && run.complete()) {
            throw new PollException("The list has more pages than a poll reads (" + MAX_PAGES + "): narrow it", true);
        }
        return seen;
    }

    private Observed listed(JsonNode item) {
        return Observed.of(run.trigger(), item, Digests.of(Digests.canonical(item), 26));
    }

    private Map<String, Observed> single(ObjectNode arguments) throws PollException, InterruptedException {
        Page read = run.read(arguments);
        JsonNode item = read.found() ? record(read.body()) : Json.MAPPER.missingNode();
        if (run.trigger().kind() == Trigger.Kind.RECORD && Digests.blank(item)) {
            return Map.of();
        }
        Observed seen = Observed.of(
                run.trigger(),
                item,
                Digests.of(Digests.canonical(run.events().spec().arguments()), 26));
        return Map.of(seen.id(), seen);
    }

    private JsonNode record(JsonNode body) {
        for (String name : run.trigger().item()) {
            JsonNode item = name.equals("$") ? body : body.path(name);
            if (!Digests.blank(item)) {
                return item.has("exists") && run.trigger().kind() == Trigger.Kind.PROBE ? item.path("exists") : item;
            }
        }
        return Json.MAPPER.missingNode();
    }
}
