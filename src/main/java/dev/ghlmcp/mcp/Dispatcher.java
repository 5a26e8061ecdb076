package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.highlevel.request.SentRequests;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.CallListener;
import dev.ghlmcp.mcp.call.CallListeners;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.mcp.call.CompletedCall;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.CodeMemory;
import dev.ghlmcp.mcp.confirm.Confirmation;
import dev.ghlmcp.mcp.confirm.ConfirmationCodes;
import dev.ghlmcp.mcp.confirm.ConfirmationRules;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.mcp.input.ArgumentSchema.Arguments;
import dev.ghlmcp.mcp.input.ArgumentValidator;
import dev.ghlmcp.mcp.location.LocationNames;
import dev.ghlmcp.mcp.lookup.NameLookup;
import dev.ghlmcp.mcp.lookup.NamedArguments;
import dev.ghlmcp.mcp.media.Recordings;
import dev.ghlmcp.mcp.media.Uploads;
import dev.ghlmcp.mcp.reading.AnswerLookups;
import dev.ghlmcp.mcp.result.MediaResults;
import dev.ghlmcp.mcp.result.ResultBuilder;
import dev.ghlmcp.mcp.result.ResultLimits;
import dev.ghlmcp.mcp.time.DateTimes;
import dev.ghlmcp.mcp.time.LocationZones;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The one way from a tool's name and arguments to its result, for every transport and command. Thread-safe.
public final class Dispatcher implements AutoCloseable {
    /// For writes that end at shutdown: first by themselves, then because they are cancelled.
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final ToolRegistry registry;
    private final ToolView tools;
    private final HighLevelClient highLevel;
    private final Recordings recordings;
    private final PeriodicTask cleaning;
    private final CallPipeline pipeline;
    private final CallListener listener;
    private final ArgumentValidator checks;
    private final NamedArguments names = new NamedArguments(new NameLookup());
    private final DateTimes dateTimes;
    private final RunningWrites running = new RunningWrites();
    private volatile ToolView own;
    private boolean closed;

    /// @param sources    of the tools that send requests
    /// @param handlers   of other tools
    /// @param tools      those of the sources that are not hidden
    /// @param recordings where those are saved that are too large for a result
    /// @param uploads    where files come from that calls upload
    /// @param fitting    what becomes of long results
    /// @param rules      which calls wait for a person's yes
    /// @param codes      of confirmed calls, which several servers may share
    /// @param listener   is told of calls, and closed in the end
    /// @throws IllegalStateException if two tools have one name
    public Dispatcher(
            List<ToolSource> sources,
            List<ToolHandler> handlers,
            ToolView tools,
            HighLevelClient highLevel,
            Recordings recordings,
            Uploads uploads,
            ResultLimits fitting,
            ConfirmationRules rules,
            CodeMemory codes,
            CallListener listener) {
        this.registry = new ToolRegistry(sources, handlers);
        this.tools = tools;
        this.checks = new ArgumentValidator(registry::entry);
        this.dateTimes = new DateTimes(new LocationZones(() -> registry.find("get_location")));
        this.highLevel = highLevel;
        this.recordings = recordings;
        this.cleaning = new PeriodicTask("old-recordings", Duration.ofHours(1), recordings::clean);
        this.listener = new CallListeners(List.of(listener), System.err);
        this.pipeline = new CallPipeline(
                checks,
                names,
                dateTimes,
                uploads,
                new Confirmation(
                        rules,
                        new ConfirmationCodes(codes, InstantSource.system()),
                        tool -> Stream.concat(
                                        registry.tools().stream()
                                                .filter(each -> tools.callable().contains(each.name())),
                                        registry.readers(tool).stream())
                                .toList()),
                new ResultBuilder(
                        new MediaResults(recordings, fitting),
                        fitting,
                        new AnswerLookups(dateTimes.zones(), new LocationNames(registry::find))),
                this.listener,
                running);
    }

    /// The same tools with another HighLevel and another listener. It is not closed.
    Dispatcher(Dispatcher like, HighLevelClient highLevel, CallListener listener) {
        this.registry = like.registry;
        this.tools = like.tools;
        this.highLevel = highLevel;
        this.recordings = like.recordings;
        this.cleaning = like.cleaning;
        this.pipeline = like.pipeline;
        this.listener = new CallListeners(List.of(listener), System.err);
        this.checks = like.checks;
        this.dateTimes = like.dateTimes;
    }

    /// Calls a tool. A failure of any kind is a result that says so; [ToolResult#UNKNOWN] if the view does not have it.
    ///
    /// @param person    who is asked where the rules say so; what asking throws passes
    /// @param view      the tools as the client sees them
    /// @param arguments as the caller sent them
    public ToolResult call(Caller caller, Confirmer person, ToolView view, String name, ObjectNode arguments) {
        String refusal = view.refusal(name);
        return refusal == null
                ? run(new CallerTools(this, caller, person, view), name, arguments)
                : ToolResult.failed(ToolResult.UNKNOWN, refusal);
    }

    /// The same with all tools that are not hidden, those that no list has included, for the person who started this
    /// program.
    public ToolResult call(Caller caller, Confirmer person, String name, ObjectNode arguments) {
        ToolView every = own();
        return !every.listed().contains(name) && every.onDemand().callable(name)
                ? run(new CallerTools(this, caller, person, every), name, arguments)
                : call(caller, person, every, name, arguments);
    }

    private ToolView own() {
        if (own == null) {
            // Two at once make the same.
            own = tools.ledBy(registry.leading());
        }
        return own;
    }

    /// Calls a tool that only reads, for a program that wants HighLevel's answer as it came.
    public CompletedCall read(Caller caller, String name, ObjectNode arguments) {
        HighLevelClient client = highLevel.as(caller.access(), caller.principal());
        CompletedCall call = SentRequests.counting(
                () -> pipeline.raw().run(client, null, caller, Confirmer.ABSENT, registry.find(name), arguments));
        listener.ended(call);
        return call;
    }

    /// Puts ids where arguments have names, in place.
    ///
    /// @return the records that were meant, by argument; null if there were no names
    public ObjectNode named(CallerTools tools, String name, Arguments read) {
        return names.read(tools, registry.find(name), read.values(), read.complaints());
    }

    /// Writes items of such an answer as results have them, in place: times with the offset of the sub-account, and
    /// names beside ids. What cannot be read for that leaves them as they are.
    public void describe(Caller caller, String name, ObjectNode arguments, ArrayNode items) {
        pipeline.results()
                .lookups()
                .read(
                        highLevel.as(caller.access(), caller.principal()),
                        registry.find(name),
                        arguments,
                        Json.MAPPER.createObjectNode().set("items", items));
    }

    /// The quota that such a call counts in; null if there is no token for it.
    ///
    /// @throws IllegalArgumentException with a sentence if the caller may not touch what it is about
    public Quota quota(Caller caller, String name, ObjectNode arguments) {
        ToolDefinition tool = registry.find(name);
        if (tool == null) {
            throw new IllegalArgumentException(name + " can no longer be called by the settings");
        }
        return highLevel
                .as(caller.access(), caller.principal())
                .quota(tool.endpoints().getFirst(), arguments);
    }

    /// What is left of a quota; null if nothing is known of it.
    public RequestLimits.State left(Quota quota) {
        return highLevel.budgets().state(quota);
    }

    /// A tool, or null if there is none of this name.
    public ToolDefinition tool(String name) {
        return registry.find(name);
    }

    /// Calls a tool that the caller's view has.
    ToolResult run(CallerTools tools, String name, ObjectNode arguments) {
        ToolHandler handler = registry.handler(name);
        if (handler != null) {
            return handled(tools, handler, name, checks.read(name, arguments));
        }
        ToolDefinition tool = registry.find(name);
        Caller caller = tools.caller();
        HighLevelClient client = highLevel.as(caller.access(), caller.principal());
        try {
            CompletedCall call =
                    SentRequests.counting(() -> pipeline.run(client, tools, caller, tools.person(), tool, arguments));
            listener.ended(call);
            return call.result();
        } finally {
            running.end();
        }
    }

    private ToolResult handled(CallerTools tools, ToolHandler handler, String name, Arguments read) {
        // What leads to another tool answers as that one does.
        boolean leads = handler.toolset() == null;
        ObjectNode named = leads ? null : named(tools, name, read);
        if (!read.complaints().isEmpty()) {
            return ArgumentValidator.invalid(name, read.complaints());
        }
        ToolResult result = handler.call(tools, read.values());
        return leads ? result : pipeline.results().fitted(registry.find(name), read.values(), result, named);
    }

    /// All tools, whatever hides them.
    public List<ToolDefinition> tools() {
        return registry.tools();
    }

    /// What `tools/list` says of a tool.
    public JsonNode entry(String name) {
        return registry.entry(name);
    }

    /// The account that this program is configured with.
    public Access access() {
        return highLevel.access();
    }

    /// Where the HighLevel is that calls go to.
    public String address() {
        return highLevel.address();
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
    public String brief(ToolView view) {
        return CatalogSummary.of(registry.tools(), view).toString();
    }

    /// Opens a first connection to HighLevel, so that the handshake of the first call is short. Nothing is sent.
    public void openEarly() {
        highLevel.openEarly();
    }

    /// Rehearses a call that reads, so that the first real one finds everything loaded.
    ///
    /// @return whether a call went all the way; not if the tool for it is hidden
    public boolean warm() {
        return warm(Rehearsal::called);
    }

    /// The same by a caller's own way to a call.
    ///
    /// @param call makes it, of [Rehearsal#TOOL], by the dispatcher that it is given
    public boolean warm(Predicate<Dispatcher> call) {
        recordings.clean();
        return tools.callable().contains(Rehearsal.TOOL) && Rehearsal.of(this, call);
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
