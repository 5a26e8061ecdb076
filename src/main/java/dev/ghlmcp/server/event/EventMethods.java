package dev.ghlmcp.server.event;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.server.event.EventError.Numbers;
import dev.ghlmcp.server.protocol.MethodHandler;
import dev.ghlmcp.server.protocol.Params;
import dev.ghlmcp.server.protocol.ProtocolErrors;
import dev.ghlmcp.server.protocol.RequestContext;
import dev.ghlmcp.server.stateless.StatelessContext;
import dev.ghlmcp.server.stateless.StatelessRequest;
import dev.ghlmcp.store.LoggedEvent;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.text.Excerpt;
import dev.ghlmcp.text.Nearest;
import dev.ghlmcp.watch.RequestArguments;
import dev.ghlmcp.watch.Trigger;
import dev.ghlmcp.watch.service.EventBatch;
import dev.ghlmcp.watch.service.PollFailedException;
import dev.ghlmcp.watch.service.SettledNames;
import dev.ghlmcp.watch.service.TooManyWatchesException;
import dev.ghlmcp.watch.service.Watch;
import dev.ghlmcp.watch.service.Watches;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The methods `events/*` of the extension Events (SEP-3415), which MCP has from 2026-07-28 on. Each caller has the
/// events of their own watches, which begin with the first request.
public final class EventMethods {
    private static final int STANDARD = 100;
    private static final int MAX = 1000;
    private static final RequestArguments OWN = new RequestArguments(List.of(EventTypes.EVERY));

    private final ToolView tools;
    private final Supplier<Dispatcher> dispatcher;
    private final EventSupport support;
    private final SettledNames names = new SettledNames("events");

    /// @param tools that a path offers
    public EventMethods(ToolView tools, Supplier<Dispatcher> dispatcher, EventSupport support) {
        this.tools = tools;
        this.dispatcher = dispatcher;
        this.support = support;
    }

    /// The handlers by method.
    public Map<String, MethodHandler> table() {
        return Map.of(
                StatelessRequest.EVENT_TYPES,
                newer(this::list),
                "events/poll",
                newer(this::poll),
                StatelessRequest.EVENT_STREAM,
                newer(this::stream),
                "events/subscribe",
                newer(this::subscribe),
                "events/unsubscribe",
                newer(this::unsubscribe));
    }

    private static MethodHandler newer(MethodHandler handler) {
        return (params, context) -> {
            if (!(context instanceof StatelessContext)) {
                throw ProtocolErrors.error(
                        ErrorCodes.METHOD_NOT_FOUND, "There are no events in versions before 2026-07-28", null);
            }
            return handler.handle(params, context);
        };
    }

    private Object list(ObjectNode params, RequestContext context) {
        Params.demandFirstPage(params);
        List<String> delivery = support.callsBack(context.channel().caller())
                ? List.of("poll", "push", "webhook")
                : List.of("poll", "push");
        return Json.MAPPER.createObjectNode().set("events", new EventTypes(dispatcher.get(), tools).list(delivery));
    }

    private Object poll(ObjectNode params, RequestContext context) {
        EventRequest asked = EventRequest.of(params);
        int max = (int) EventRequest.number(params, "maxEvents", 1, MAX, STANDARD);
        EventReader reader = begin(asked, context);
        ObjectNode answer = Json.MAPPER.createObjectNode();
        ArrayNode events = answer.putArray("events");
        boolean more = false;
        if (asked.cursor() != null) {
            EventBatch batch = reader.next(max);
            for (LoggedEvent event : batch.events()) {
                events.add(Json.MAPPER.readTree(event.body()));
            }
            more = batch.more();
        }
        return answer.put("cursor", reader.cursor())
                .put("truncated", reader.truncated())
                .put("hasMore", more)
                .put("nextPollMs", reader.nextPollMs());
    }

    private Object stream(ObjectNode params, RequestContext context) {
        EventReader reader = begin(EventRequest.of(params), context);
        return new PushStream(reader, context, support).run();
    }

    private Object subscribe(ObjectNode params, RequestContext context) {
        demandPrincipal(context);
        Numbers numbers = support.numbers().of(context);
        EventRequest request = EventRequest.of(params);
        Dispatcher made = dispatcher.get();
        Trigger trigger = type(made, request.name(), numbers);
        Caller caller = context.channel().caller();
        return answered(numbers, () -> {
            EventSubscriptions all = support.callbacks().get();
            SubscriptionRequest asked = SubscriptionRequest.of(all, caller, params, numbers);
            CallerTools reach = new CallerTools(made, caller, tools);
            Watches watches = support.watches().apply(made);
            Runnable check = () -> watches.asked(reach, trigger.operation(), request.arguments(), request.every());
            return all.subscribe(caller, asked, numbers, check, () -> begin(request, context));
        });
    }

    private Object unsubscribe(ObjectNode params, RequestContext context) {
        demandPrincipal(context);
        Numbers numbers = support.numbers().of(context);
        return answered(numbers, () -> {
            support.callbacks()
                    .get()
                    .unsubscribe(SubscriptionRequest.id(context.channel().caller(), params), numbers);
            return Json.MAPPER.createObjectNode();
        });
    }

    private void demandPrincipal(RequestContext context) {
        if (!support.callsBack(context.channel().caller())) {
            throw EventError.FORBIDDEN.asked(
                    support.numbers().of(context),
                    "Callbacks are for callers that this server knows again later: over HTTP with a token of the server's"
                            + " or an OAuth issuer's, and not with X-GHL-Token. Use events/poll or events/stream",
                    Map.of("reason", "no authenticated principal"));
        }
    }

    /// Begins or goes on with a watch, where its reader stands.
    private EventReader begin(EventRequest asked, RequestContext context) {
        Dispatcher made = dispatcher.get();
        Numbers numbers = support.numbers().of(context);
        Trigger trigger = type(made, asked.name(), numbers);
        CallerTools caller = new CallerTools(made, context.channel().caller(), tools);
        return answered(numbers, () -> {
            Watches watches = support.watches().apply(made);
            Watch watch = names.start(watches, caller, trigger.operation(), asked.arguments(), asked.every());
            return EventReader.at(watches, caller, watch, asked, support.clock());
        });
    }

    private interface Answer<T> {
        T give() throws InterruptedException;
    }

    private static <T> T answered(Numbers numbers, Answer<T> answer) {
        try {
            return answer.give();
        } catch (TooManyWatchesException e) {
            throw EventError.RESOURCE_EXHAUSTED.asked(
                    numbers, e.getMessage(), Map.of("limit", "watches", "max", e.max()));
        } catch (PollFailedException e) {
            throw e.refused()
                    ? EventError.FORBIDDEN.asked(numbers, e.getMessage(), Map.of("reason", "HighLevel refuses it"))
                    : ProtocolErrors.error(ErrorCodes.INTERNAL_ERROR, e.getMessage(), null);
        } catch (IllegalArgumentException e) {
            throw ProtocolErrors.invalid(OWN.sentence(e.getMessage()));
        } catch (StoreException e) {
            throw ProtocolErrors.error(ErrorCodes.INTERNAL_ERROR, e.getMessage(), null);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    private Trigger type(Dispatcher made, String name, Numbers numbers) {
        Map<String, Trigger> all = new EventTypes(made, tools).all();
        Trigger found = all.get(name);
        if (found == null) {
            String nearest = Nearest.to(name, all.keySet());
            throw EventError.NOT_FOUND.asked(
                    numbers,
                    "There is no event " + Excerpt.of(name)
                            + (nearest == null ? ";" : "; did you mean " + nearest + "?")
                            + " events/list has them all",
                    Map.of("kind", "event"));
        }
        return found;
    }
}
