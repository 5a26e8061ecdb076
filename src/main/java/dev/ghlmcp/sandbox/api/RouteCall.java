package dev.ghlmcp.sandbox.api;

import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A request that passed every check.
///
/// @param path  the values of the holes in the route's path
/// @param query its parameters, as texts
/// @param body  its JSON; empty if it has none; a bare list stands under `items`
/// @param bearer whose it is
/// @param v3    it is for the API's version `v3`
/// @param defaults what a body has that says nothing
public record RouteCall(
        Map<String, String> path,
        ObjectNode query,
        ObjectNode body,
        TokenHolder bearer,
        boolean v3,
        ObjectNode defaults) {
    public String hole(String name) {
        return path.get(name);
    }

    /// The owner that the call is about, by the field that names it in a record.
    public String owner(String field) {
        return switch (field) {
            case "locationId", "altId" ->
                query.path("altId").asString(body.path("altId").asString(bearer.owner()));
            case "companyId" -> SampleAccount.COMPANY_ID;
            default -> hole(field);
        };
    }

    /// Whether a record is as the query has it in these fields.
    public boolean wants(ObjectNode record, String... fields) {
        return Documents.matches(query, record, fields);
    }

    /// Whether the query's list of this name has the value, or there is no such list.
    public boolean lists(String name, JsonNode value) {
        return TextList.admits(query.path(name), value);
    }

    /// The part of a list that the query asks for by `limit` and by `skip` or `offset`.
    public <T> Stream<T> page(Stream<T> all) {
        return all.skip(skip()).limit(query.path("limit").asLong(100));
    }

    public long skip() {
        return query.path("skip").asLong(query.path("offset").asLong(0));
    }
}
