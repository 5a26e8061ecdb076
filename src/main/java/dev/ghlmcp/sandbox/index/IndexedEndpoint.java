package dev.ghlmcp.sandbox.index;

import dev.ghlmcp.index.ApiOperation;
import dev.ghlmcp.index.ApiRisk;
import dev.ghlmcp.index.ApiRoute;
import dev.ghlmcp.index.Shape;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.contract.EndpointContract;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An operation of the index in one generation of the API, with what it does to the records that its path leads to.
///
/// @param also   the request in the other generation, where both are told apart by nothing; null mostly
/// @param path   where its records are
/// @param status of a success
/// @param answer the kinds of what a success answers, as `answers.json` has them; missing where no document says
record IndexedEndpoint(
        ApiOperation operation, ApiRoute route, ApiRoute also, ResourcePath path, int status, JsonNode answer) {
    private static final Set<String> CREATING =
            Set.of("create", "add", "import", "upload", "crawl", "purchase", "upsert");

    /// What a call does.
    enum Effect {
        LIST,
        READ,
        LOOK,
        CREATE,
        PUT,
        CHANGE,
        DELETE,
        DELETE_NAMED,
        COPY,
        ACT,
        ANSWER
    }

    /// @param known what `answers.json` says of it
    static IndexedEndpoint of(ApiOperation operation, ApiRoute route, JsonNode known) {
        return new IndexedEndpoint(
                operation,
                route,
                null,
                ResourcePath.of(route.path()),
                known.path("status").asInt(200),
                // What is a mere text there is nothing in truth.
                known.path("answer").isContainer() ? known.path("answer") : Json.MAPPER.missingNode());
    }

    /// The first word of the name.
    String verb() {
        String name = operation.name();
        return name.substring(0, name.indexOf('_'));
    }

    boolean reads() {
        return operation.risk() == ApiRisk.READ;
    }

    boolean creates() {
        return !reads() && !path.item() && CREATING.contains(verb());
    }

    boolean lists() {
        return reads() && !path.item() && Set.of("list", "search", "export").contains(verb());
    }

    /// Whether it can be asked for a part of a list; if not, it answers all.
    boolean pages() {
        return Stream.of(route.query(), route.body())
                .anyMatch(each -> each instanceof Shape.Members(Map<String, Shape.Member> members)
                        && members.keySet().stream().anyMatch(ListQuery::pages));
    }

    /// @param type of the records at its path; null if nothing is kept there
    Effect effect(ResourceType type) {
        boolean kept = type != null;
        String method = route.method();
        if (reads()) {
            boolean list = kept && !path.item() && (lists() || AnswerShape.listed(answer));
            // Such as the pages that an account of a network has.
            boolean others = path.item() && AnswerShape.listed(answer);
            if (list) {
                return Effect.LIST;
            }
            return path.item() && !others ? Effect.READ : kept && !path.item() ? Effect.LOOK : Effect.ANSWER;
        }
        if (verb().matches("clone|duplicate")) {
            return Effect.COPY;
        }
        if (method.equals("DELETE")) {
            return path.item() ? Effect.DELETE : kept ? Effect.DELETE_NAMED : Effect.ANSWER;
        }
        if (path.item()) {
            return Effect.CHANGE;
        }
        if (operation.name().startsWith("bulk_delete")) {
            return Effect.DELETE_NAMED;
        }
        if (kept && (verb().matches("upsert|update|set") || method.equals("PUT"))) {
            return Effect.PUT;
        }
        return creates() ? Effect.CREATE : path.id() == null ? Effect.ANSWER : Effect.ACT;
    }

    /// The same, which takes that request too.
    IndexedEndpoint or(ApiRoute other) {
        return new IndexedEndpoint(operation, route, other, path, status, answer);
    }

    private static Shape either(Shape one, Shape other) {
        return other == null || other.equals(one) ? one : new Shape.AnyOf(List.of(one, other));
    }

    /// What a request for it must be like.
    ///
    /// @param missing it is asked for in the other generation
    EndpointContract contract(boolean missing) {
        ObjectNode facts = Json.MAPPER
                .createObjectNode()
                .put("scope", String.join(" ", operation.scopes()))
                .put("tokens", operation.tokens().isEmpty() ? "location agency" : String.join(" ", operation.tokens()))
                .put("oauth", operation.oauthOnly())
                .put("reads", reads())
                .put("optional", route.bodyOptional())
                .put("status", status);
        facts.set("query", RequestSchema.of(either(route.query(), also == null ? null : also.query())));
        if (route.body() != null) {
            facts.set(
                    "body",
                    unnamedFiles()
                            ? Json.MAPPER.createObjectNode()
                            : RequestSchema.of(either(route.body(), also == null ? null : also.body())));
        }
        return new EndpointContract(facts, missing);
    }

    /// Whether parts of an upload may have any name, because the documents name no file.
    private boolean unnamedFiles() {
        return route.content() == ApiRoute.Content.MULTIPART
                && !(route.body() instanceof Shape.Members(Map<String, Shape.Member> members)
                        && members.values().stream().anyMatch(each -> each.shape() == Shape.Simple.FILE));
    }
}
