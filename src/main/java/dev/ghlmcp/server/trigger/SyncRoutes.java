package dev.ghlmcp.server.trigger;

import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.server.auth.Authenticator;
import dev.ghlmcp.server.auth.BasicAuthenticator;
import dev.ghlmcp.server.http.HttpError;
import dev.ghlmcp.server.http.HttpExchange;
import dev.ghlmcp.server.http.HttpRoute;
import dev.ghlmcp.store.StoreException;
import io.helidon.http.Method;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// `GET /syncs`: how the syncs are. `POST /syncs/{name}/replay` has dead letters worked on again. Both are for callers
/// who work on the server's own account, whose syncs they are.
///
/// @param own the server's account
public record SyncRoutes(SyncFigures figures, Access own) {
    private static final String PATH = "/syncs";
    private static final Pattern REPLAY = Pattern.compile(PATH + "/([^/]+)/replay/?");
    private static final int MAX_BYTES = 1 << 20;

    /// For callers that the authenticator lets in.
    public List<HttpRoute> routes(Authenticator authenticator) {
        Authenticator basic = new BasicAuthenticator(authenticator);
        return List.of(
                new HttpRoute(PATH, HttpRoute.READ, basic, this::list),
                new HttpRoute(PATH + "/{+rest}", List.of(Method.POST), basic, this::replay));
    }

    /// The syncs that a caller is shown: all, or none.
    ///
    /// @throws StoreException if the store cannot be used
    public ArrayNode shown(Caller caller) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        if (caller.access().equals(own)) {
            figures.all().forEach(status -> list.add(status.json(figures.now())));
        }
        return list;
    }

    private void list(HttpExchange exchange) throws IOException {
        check(exchange.caller());
        try {
            exchange.with("Cache-Control", "no-store")
                    .answer(200, Json.MAPPER.writeValueAsBytes(shown(exchange.caller())));
        } catch (StoreException e) {
            throw new HttpError(503, e.getMessage());
        }
    }

    private void check(Caller caller) {
        if (!caller.access().equals(own)) {
            throw new HttpError(403, "Syncs are of the server's own account, and you work on another one");
        }
    }

    private void replay(HttpExchange exchange) throws IOException, InterruptedException {
        check(exchange.caller());
        Matcher path = REPLAY.matcher(exchange.request().path().rawPath());
        if (!path.matches()) {
            throw new HttpError(404, "POST is for " + PATH + "/NAME/replay");
        }
        String type = exchange.header("Content-Type");
        if (type == null || !type.matches("(?i)application/json\\s*(;.*)?")) {
            // No form of another site's page can be of this type.
            throw new HttpError(415, "Content-Type must be application/json");
        }
        List<String> ids = ids(exchange.body().raw(exchange, exchange.caller().principal(), MAX_BYTES));
        try {
            int count = figures.replay(path.group(1), ids);
            if (count < 0) {
                throw new HttpError(404, "There is no sync of this name; GET " + PATH + " lists them");
            }
            exchange.answer(
                    200,
                    Json.MAPPER.writeValueAsBytes(Json.MAPPER.createObjectNode().put("replayed", count)));
        } catch (StoreException e) {
            throw new HttpError(503, e.getMessage());
        }
    }

    private static List<String> ids(byte[] body) {
        List<String> ids = new ArrayList<>();
        try {
            JsonNode read = Json.MAPPER.readTree(body);
            JsonNode list = read.path("ids");
            list.forEach(id -> ids.add(id.asString("")));
            boolean some = list.isArray() && !ids.isEmpty() && !ids.contains("");
            // A misspelt member must not mean all of them.
            if (read.isObject() && (read.isEmpty() || (some && read.size() == 1))) {
                return ids;
            }
        } catch (JacksonException _) {
            // Its message quotes the body.
        }
        throw new HttpError(
                400,
                "Send {\"ids\": [...]} with the ids of dead letters, or {} for all but those that HighLevel may have"
                        + " carried out already");
    }
}
