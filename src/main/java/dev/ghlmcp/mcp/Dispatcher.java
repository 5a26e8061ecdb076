package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.Discovery;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolList;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.request.SentRequests;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.CallListener;
import dev.ghlmcp.mcp.call.CallListeners;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.mcp.call.CompletedCall;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.Confirmation;
import dev.ghlmcp.mcp.confirm.ConfirmationRules;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.mcp.discovery.CatalogSummary;
import dev.ghlmcp.mcp.discovery.RateLimitSummary;
import dev.ghlmcp.mcp.discovery.SearchTools;
import dev.ghlmcp.mcp.input.ArgumentSchema.Arguments;
import dev.ghlmcp.mcp.input.ArgumentValidator;
import dev.ghlmcp.mcp.media.Recordings;
import dev.ghlmcp.mcp.result.MediaResults;
import dev.ghlmcp.mcp.result.ResultBuilder;
import dev.ghlmcp.mcp.result.ResultLimits;
import dev.ghlmcp.mcp.time.DateTimes;
import dev.ghlmcp.mcp.time.LocationZones;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The one way from a tool's name and arguments to its result, for every transport and command. Thread-safe.
public final class Dispatcher implements AutoCloseable {
    /// For writes that end at shutdown: first by themselves, then because they are cancelled.
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final Catalog catalog;
    private final ToolList list;
    private final Map<String, JsonNode> entries;
    private final Map<String, JsonNode> discovery = ToolList.discovery();
    private final HighLevelClient highLevel;
    private final Recordings recordings;
    private final PeriodicTask cleaning;
    private final CallPipeline pipeline;
    private final CallListener listener;
    private final ArgumentValidator checks;
    private final DateTimes dateTimes;
    private final RunningWrites running = new RunningWrites();
    private volatile SearchTools finder;
    private boolean closed;

    /// @param list       what may be called
    /// @param recordings where those are saved that are too large for a result
    /// @param fitting    what becomes of long results
    /// @param rules      which calls wait for a person's yes
    /// @param listener   is told of calls, and closed in the end
    public Dispatcher(
            Catalog catalog,
            ToolList list,
            HighLevelClient highLevel,
            Recordings recordings,
            ResultLimits fitting,
            ConfirmationRules rules,
            CallListener listener) {
        this.catalog = catalog;
        this.list = list;
        this.entries = list.entries();
        this.checks = new ArgumentValidator(entries);
        this.dateTimes = new DateTimes(new LocationZones(catalog.find("get_location")));
        this.highLevel = highLevel;
        this.recordings = recordings;
        this.cleaning = new PeriodicTask("old-recordings", Duration.ofHours(1), recordings::clean);
        this.listener = new CallListeners(List.of(listener), System.err);
        this.pipeline = new CallPipeline(
                checks,
                dateTimes,
                new Confirmation(rules, catalog, entries.keySet()),
                new ResultBuilder(new MediaResults(recordings, fitting), fitting),
                this.listener,
                running);
    }

    /// Calls a tool. A failure of any kind is a result that says so.
    ///
    /// @param person    who is asked where the rules say so; what asking throws passes
    /// @param arguments as the caller sent them
    public ToolResult call(Caller caller, Confirmer person, String name, ObjectNode arguments) {
        if (!entries.containsKey(name)) {
            return other(caller, person, name, arguments);
        }
        ToolDefinition tool = catalog.find(name);
        HighLevelClient client = highLevel.as(caller.access(), caller.principal());
        try {
            CompletedCall call = SentRequests.counting(() -> pipeline.run(client, caller, person, tool, arguments));
            listener.ended(call);
            return call.result();
        } finally {
            running.end();
        }
    }

    /// What the catalogue does not have: the two tools that lead to it, or a name that is wrong or hidden.
    private ToolResult other(Caller caller, Confirmer person, String name, ObjectNode arguments) {
        JsonNode entry = discovery.get(name);
        if (entry == null) {
            return ToolResult.failed("unknown", list.absence(name));
        }
        Arguments read = checks.read(name, entry, arguments);
        if (!read.complaints().isEmpty()) {
            return ArgumentValidator.invalid(name, read.complaints());
        }
        ObjectNode repaired = read.values();
        if (name.equals(Discovery.SEARCH)) {
            return finder().find(repaired);
        }
        String called = repaired.path("name").asString();
        return entries.containsKey(called)
                ? call(caller, person, called, repaired.withObject("arguments"))
                : ToolResult.failed("unknown", list.absence(called));
    }

    private SearchTools finder() {
        if (finder == null) {
            // Two at once make the same.
            finder = new SearchTools(catalog, entries);
        }
        return finder;
    }

    /// The account that this program is configured with.
    public Access access() {
        return highLevel.access();
    }

    /// The person who started this program.
    public Caller local() {
        return Caller.local(access());
    }

    /// The time zone of a sub-account.
    ///
    /// @param location id or name; null for the standard one
    /// @throws DateTimeException with a phrase that says why it cannot be read
    public ZoneId zone(Caller caller, String location) {
        HighLevelClient client = highLevel.as(caller.access(), caller.principal());
        ObjectNode arguments = Json.MAPPER.createObjectNode().put(Declaration.LOCATION_ID, location);
        return dateTimes.zones().of(client, arguments);
    }

    /// What is left of HighLevel's limits, as JSON.
    public String rateLimits(Caller caller) {
        return RateLimitSummary.of(highLevel.budgets(), caller.access()).toString();
    }

    /// A recording that was saved for this caller, or null if there is none (any more).
    public byte[] recording(Caller caller, String id) throws IOException {
        return recordings.read(caller.principal(), id);
    }

    /// The tools of a list in few words, as JSON.
    public String brief(ToolList offered) {
        return CatalogSummary.of(catalog, offered).toString();
    }

    /// Rehearses a call that reads, so that the first real one finds everything loaded.
    public void warm() {
        recordings.clean();
        ToolDefinition rehearsed = catalog.tools().getFirst();
        if (entries.containsKey(rehearsed.name())) {
            Rehearsal.of(pipeline, rehearsed);
        }
    }

    /// Waits a short while for writes that are out to end, so that each is still taken note of.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        cleaning.close();
        running.await(DRAIN);
        running.cancel();
        highLevel.close();
        running.await(DRAIN);
        listener.close();
    }
}
