package dev.ghlmcp.sandbox.oauth;

import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints that list the sub-accounts where the app is installed, which is all of the agency's.
public record InstallationRoutes(SandboxStore store) {
    public List<Route> routes() {
        return List.of(
                Route.get("/oauth/installedLocations", this::list),
                Route.get("/oauth/installed-locations", this::page));
    }

    private ObjectNode list(RouteCall call) {
        List<ObjectNode> all = installed(call).toList();
        long limit = call.query().path("limit").asLong(20);
        return Documents.list("locations", all.stream().skip(call.skip()).limit(limit))
                .put("count", all.size())
                .put("installToFutureLocations", true);
    }

    private ObjectNode page(RouteCall call) {
        List<ObjectNode> all = installed(call).toList();
        int size = call.query().path("pageSize").asInt(20);
        int offset = offset(call.query().path("pageToken").asString());
        ObjectNode answer = Documents.list("items", all.stream().skip(offset).limit(size));
        ObjectNode pagination = answer.putObject("pagination")
                .put("totalRecords", all.size())
                .put("hasNextPage", offset + size < all.size())
                .put("hasPrevPage", offset > 0)
                .put("currentPageSize", answer.get("items").size())
                .put("estimatedTotalRecords", all.size());
        if (offset + size < all.size()) {
            pagination.put("nextPageToken", token(offset + size));
        }
        if (offset > 0) {
            pagination.put("prevPageToken", token(Math.max(0, offset - size)));
        }
        ObjectNode metadata = answer.putObject("metadata");
        metadata.putObject("filterApplied")
                .put("companyId", call.query().path("companyId").asString());
        metadata.putObject("sortApplied").put("installedAt", "desc");
        return answer.put("installToFutureLocations", true);
    }

    private Stream<ObjectNode> installed(RouteCall call) {
        ObjectNode query = call.query();
        boolean ours = query.path("appId").asString().equals(OAuthRoutes.APP_ID)
                && !query.path("isInstalled").asString().equals("false")
                && query.path("versionId").asString(OAuthRoutes.VERSION_ID).equals(OAuthRoutes.VERSION_ID);
        String wanted = query.path("locationId").asString();
        return store.records("locations").stream()
                .filter(location -> ours && call.wants(location, "companyId"))
                .filter(location ->
                        wanted.isEmpty() || location.path("id").asString().equals(wanted))
                .filter(location ->
                        Documents.mentions(location, query.path("query").asString(), "name", "address"))
                .map(InstallationRoutes::shown);
    }

    private static ObjectNode shown(ObjectNode location) {
        return Documents.empty()
                .put("_id", location.get("id").asString())
                .put("name", location.path("name").asString())
                .put("address", location.path("address").asString())
                .put("isInstalled", true)
                .put("versionId", OAuthRoutes.VERSION_ID)
                .put("installedAt", "2026-01-15T10:30:00.000Z");
    }

    private static String token(int offset) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Integer.toString(offset).getBytes(StandardCharsets.UTF_8));
    }

    private static int offset(String token) {
        try {
            return token.isEmpty()
                    ? 0
                    : Integer.parseUnsignedInt(
                            new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw ApiError.badRequest("Invalid pageToken");
        }
    }
}
