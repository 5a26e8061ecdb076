package dev.ghlmcp.server.trigger;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.server.auth.Authenticator;
import dev.ghlmcp.server.auth.BasicAuthenticator;
import dev.ghlmcp.server.connection.PrincipalLimit;
import dev.ghlmcp.server.http.HttpError;
import dev.ghlmcp.server.http.HttpExchange;
import dev.ghlmcp.server.http.HttpRoute;
import dev.ghlmcp.store.Commit.Event;
import dev.ghlmcp.store.LoggedEvent;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.watch.EventCursor;
import dev.ghlmcp.watch.Trigger;
import dev.ghlmcp.watch.service.EventBatch;
import dev.ghlmcp.watch.service.PollFailedException;
import dev.ghlmcp.watch.service.SettledNames;
import dev.ghlmcp.watch.service.Watch;
import dev.ghlmcp.watch.service.Watches;
import io.helidon.http.Method;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `GET /triggers/{operation}`: a watch's events for tools that poll a URL, such as Zapier, Make and n8n: an array, the
/// newest first, each with an `id` that stays. The first request begins the watch. Each caller gets the events of their
/// own account.
public final class TriggerRoutes {
    private static final String PATH = "/triggers";

    /// So many events are shown although they are old.
    private static final int STANDARD = 100;

    private static final int MAX = 2000;

    /// Twice the longest interval of Zapier: so new events are shown even if there are very many.
    private static final Duration FRESH = Duration.ofMinutes(30);

    private static final int SAMPLES = 3;

    private final Supplier<Watches> watches;
    private final Dispatcher dispatcher;
    private final ToolView tools;
    private final InstantSource clock;
    private final PrincipalLimit calls;

    private final SettledNames names = new SettledNames(PATH);

    /// @param watches opened when somebody asks first
    /// @param tools   that callers have
    /// @param calls   of one principal that are not answered yet
    public TriggerRoutes(
            Supplier<Watches> watches, Dispatcher dispatcher, ToolView tools, InstantSource clock, int calls) {
        this.watches = watches;
        this.dispatcher = dispatcher;
        this.tools = tools;
        this.clock = clock;
        this.calls = new PrincipalLimit(calls);
    }

    /// For callers that the authenticator lets in.
    public List<HttpRoute> routes(Authenticator authenticator) {
        Authenticator basic = new BasicAuthenticator(authenticator);
        return List.of(
                new HttpRoute(PATH, List.of(Method.GET), basic, TriggerRoutes::list),
                new HttpRoute(PATH + "/{+operation}", List.of(Method.GET), basic, this::events));
    }

    private static void list(HttpExchange exchange) throws IOException {
        ArrayNode all = Json.MAPPER.createArrayNode();
        Trigger.load().values().forEach(trigger -> {
            ObjectNode one = all.addObject()
                    .put("operation", trigger.operation())
                    .put("event", trigger.event())
                    .put("everySeconds", trigger.every().toSeconds());
            trigger.emits().forEach(one.putArray("changes")::add);
        });
        exchange.answer(200, Json.MAPPER.writeValueAsBytes(all));
    }

    private void events(HttpExchange exchange) throws IOException, InterruptedException {
        String operation =
                exchange.request().path().rawPath().substring(PATH.length() + 1).replaceFirst("/$", "");
        if ("cross-site".equals(exchange.header("Sec-Fetch-Site")) && exchange.header("Origin") == null) {
            throw new HttpError(403, "A page of another site may not begin a watch");
        }
        String principal = exchange.caller().principal();
        if (!calls.take(principal)) {
            throw new HttpError(
                    429,
                    ErrorCodes.INVALID_REQUEST,
                    calls.max() + " of your requests are not answered yet; wait for answers",
                    Map.of("Retry-After", "1"));
        }
        try {
            ArrayNode found = events(exchange, operation);
            exchange.with("Cache-Control", "no-store").answer(200, Json.MAPPER.writeValueAsBytes(found));
        } catch (PollFailedException e) {
            // Tools that poll go on for ever after a 502.
            throw new HttpError(e.refused() ? 400 : 502, e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new HttpError(400, TriggerQuery.OWN.sentence(e.getMessage()));
        } catch (StoreException e) {
            throw new HttpError(503, e.getMessage());
        } finally {
            calls.give(principal);
        }
    }

    private ArrayNode events(HttpExchange exchange, String operation) throws InterruptedException {
        known(operation);
        TriggerQuery query = TriggerQuery.of(
                exchange.request().query(), dispatcher.entry(operation).at("/inputSchema/properties"));
        Watches all = watches.get();
        CallerTools caller = new CallerTools(dispatcher, exchange.caller(), tools);
        Watch watch = names.start(all, caller, operation, query.arguments(), query.every());
        List<LoggedEvent> events = latest(all, caller, watch.id(), query.limit());
        ArrayNode found = Json.MAPPER.createArrayNode();
        events.reversed().forEach(event -> found.add(json(watch, event)));
        if (found.isEmpty() && query.sample()) {
            for (Event sample : all.sample(caller, watch.id(), SAMPLES)) {
                // The same whatever it shows: it must not look new the next time.
                found.add(json("sample_" + (found.size() + 1), sample.body()));
            }
        }
        return found;
    }

    private void known(String operation) {
        try {
            Trigger.of(operation);
        } catch (IllegalArgumentException e) {
            throw new HttpError(404, e.getMessage().replace(Trigger.LISTING, "GET " + PATH + " lists"));
        }
        String refusal = tools.indirectRefusal(operation);
        if (refusal != null) {
            throw new HttpError(404, refusal);
        }
    }

    private List<LoggedEvent> latest(Watches all, CallerTools caller, String watch, int limit) {
        EventBatch few = all.latest(caller, watch, limit == 0 ? STANDARD : limit);
        long fresh = clock.millis() - FRESH.toMillis();
        boolean more =
                few.events().size() == STANDARD && few.events().getFirst().logged() >= fresh;
        if (limit > 0 || !more) {
            return few.events();
        }
        List<LoggedEvent> many = all.latest(caller, watch, MAX).events();
        int first = 0;
        while (many.size() - first > STANDARD && many.get(first).logged() < fresh) {
            first++;
        }
        return many.subList(first, many.size());
    }

    private static ObjectNode json(Watch watch, LoggedEvent event) {
        return json(event.id(), event.body())
                .put("seq", event.seq())
                .put(
                        "cursor",
                        EventCursor.at(watch.id(), watch.row().made(), event).text());
    }

    private static ObjectNode json(String id, String body) {
        ObjectNode event = Json.MAPPER.createObjectNode().put("id", id);
        return event.setAll(((ObjectNode) Json.MAPPER.readTree(body)).without("eventId"));
    }
}
