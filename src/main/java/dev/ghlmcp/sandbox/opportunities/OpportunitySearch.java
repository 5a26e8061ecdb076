package dev.ghlmcp.sandbox.opportunities;

import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.api.Timestamps;
import dev.ghlmcp.sandbox.store.SandboxStore;
import dev.ghlmcp.sandbox.store.SearchHits;
import dev.ghlmcp.sandbox.store.SortOrder;
import dev.ghlmcp.sandbox.view.ContactViews;
import dev.ghlmcp.sandbox.view.OpportunityViews;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Finds opportunities. Most of its parameters are in snake case before v3, and in camel case there.
record OpportunitySearch(SandboxStore store) {
    private static final Set<String> PAGE = Set.of("startAfter", "startAfterId", "page");

    ObjectNode search(RouteCall call) {
        ObjectNode query = call.query();
        OpportunityViews views = new OpportunityViews(store);
        SortOrder ordering =
                SortOrder.by("createdAt", query.path("order").asString().equals("added_asc"));
        SearchHits hits = SearchHits.of(
                store.records("opportunities").indexed(call).filter(opportunity -> wanted(opportunity, query, views)),
                ordering);
        int limit = query.path("limit").asInt(20);
        long skip = hits.upTo(query, ordering);
        if (skip == 0) {
            skip = (query.path("page").asLong(1) - 1) * limit;
        }
        ObjectNode answer = Documents.list(
                "opportunities",
                hits.page(skip, limit).stream().map(hit -> views.found(hit.document(), extras(query))));
        answer.set("meta", hits.meta(skip, limit, path(query)));
        answer.putObject("aggregations");
        return answer;
    }

    private static boolean wanted(ObjectNode opportunity, ObjectNode query, OpportunityViews views) {
        for (String field : List.of("id", "pipelineId", "pipelineStageId", "contactId", "assignedTo", "status")) {
            String asked = query.path(field).asString(query.path(snake(field)).asString());
            boolean all = asked.isEmpty() || (field.equals("status") && asked.equals("all"));
            if (!all && !opportunity.path(field).asString().equals(asked)) {
                return false;
            }
        }
        ObjectNode contact = views.indexedContact(opportunity);
        Instant created = Timestamps.of(opportunity.get("createdAt"));
        Instant from = day(query.path("date"));
        Instant until = day(query.path("endDate"));
        return (from == null || !created.isBefore(from))
                && (until == null || created.isBefore(until.plus(1, ChronoUnit.DAYS)))
                && Documents.matches(query, contact, "country")
                && (!query.has("campaignId")
                        || contact.path("campaigns").valueStream().anyMatch(id -> id.equals(query.get("campaignId"))))
                && mentions(opportunity, contact, query.path("q").asString());
    }

    private static boolean mentions(ObjectNode opportunity, ObjectNode contact, String words) {
        ObjectNode named = contact.deepCopy().put("name", ContactViews.name(contact));
        return Documents.mentions(opportunity, words, "name")
                || Documents.mentions(named, words, "name", "email", "phone");
    }

    /// The start of a day given as mm-dd-yyyy. HighLevel silently ignores all else.
    private static Instant day(JsonNode given) {
        return given.asString().matches("\\d\\d-\\d\\d-\\d{4}") ? Timestamps.birthday(given) : null;
    }

    private static Set<String> extras(ObjectNode query) {
        return Stream.of("notes", "tasks", "calendarEvents")
                .filter(list -> query.path("get" + Character.toUpperCase(list.charAt(0)) + list.substring(1))
                        .asString()
                        .equals("true"))
                .collect(Collectors.toSet());
    }

    private static String path(ObjectNode query) {
        return query.propertyStream()
                .filter(parameter -> !PAGE.contains(parameter.getKey()))
                .map(parameter -> parameter.getKey() + "="
                        + URLEncoder.encode(parameter.getValue().asString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "/opportunities/search?", ""));
    }

    private static String snake(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
