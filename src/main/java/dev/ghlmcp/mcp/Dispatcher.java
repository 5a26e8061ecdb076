package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.Discovery;
import dev.ghlmcp.catalog.Tool;
import dev.ghlmcp.catalog.ToolList;
import dev.ghlmcp.highlevel.HighLevel;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.Touched;
import dev.ghlmcp.highlevel.http.Rehearsal;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.highlevel.request.SentRequests;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.Call;
import dev.ghlmcp.mcp.call.CallListener;
import dev.ghlmcp.mcp.call.CallListeners;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.composite.Composites;
import dev.ghlmcp.mcp.confirm.Confirmation;
import dev.ghlmcp.mcp.confirm.Confirmation.Refusal;
import dev.ghlmcp.mcp.confirm.Person;
import dev.ghlmcp.mcp.confirm.Rules;
import dev.ghlmcp.mcp.discovery.Brief;
import dev.ghlmcp.mcp.discovery.Finder;
import dev.ghlmcp.mcp.discovery.RateLimits;
import dev.ghlmcp.mcp.input.ArgumentRules;
import dev.ghlmcp.mcp.input.ArgumentSchema.Arguments;
import dev.ghlmcp.mcp.input.Checks;
import dev.ghlmcp.mcp.media.Recordings;
import dev.ghlmcp.mcp.result.CustomFieldsPart;
import dev.ghlmcp.mcp.result.DryRun;
import dev.ghlmcp.mcp.result.Fitting;
import dev.ghlmcp.mcp.result.MediaResults;
import dev.ghlmcp.mcp.result.Results;
import dev.ghlmcp.mcp.result.TimesPart;
import dev.ghlmcp.mcp.result.TouchedPart;
import dev.ghlmcp.mcp.time.DateTimes;
import dev.ghlmcp.mcp.time.LocationZones;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The one way from a tool's name and arguments to its result, for every transport and command. Thread-safe.
public final class Dispatcher implements AutoCloseable {
    private static final int OK = 200;

    /// For writes that end at shutdown: first by themselves, then because they are cancelled.
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final Catalog catalog;
    private final ToolList list;
    private final Map<String, JsonNode> entries;
    private final Map<String, JsonNode> discovery = ToolList.discovery();
    private final HighLevel highLevel;
    private final Recordings recordings;
    private final PeriodicTask cleaning;
    private final Results results;
    private final Confirmation confirmation;
    private final CallListener listener;
    private final Checks checks;
    private final DateTimes dateTimes;
    private final RunningWrites running = new RunningWrites();
    private volatile Finder finder;
    private boolean closed;

    /// @param list       what may be called
    /// @param recordings where those are saved that are too large for a result
    /// @param fitting    what becomes of long results
    /// @param rules      which calls wait for a person's yes
    /// @param listener   is told of calls, and closed in the end
    public Dispatcher(
            Catalog catalog,
            ToolList list,
            HighLevel highLevel,
            Recordings recordings,
            Fitting fitting,
            Rules rules,
            CallListener listener) {
        this.catalog = catalog;
        this.list = list;
        this.entries = list.entries();
        this.checks = new Checks(entries);
        this.dateTimes = new DateTimes(new LocationZones(catalog.find("get_location")));
        this.highLevel = highLevel;
        this.recordings = recordings;
        this.cleaning = new PeriodicTask("old-recordings", Duration.ofHours(1), recordings::clean);
        this.results = new Results(new MediaResults(recordings, fitting), fitting);
        this.confirmation = new Confirmation(rules, catalog, entries.keySet());
        this.listener = new CallListeners(List.of(listener), System.err);
    }

    /// Calls a tool. A failure of any kind is a result that says so.
    ///
    /// @param person    who is asked where the rules say so; what asking throws passes
    /// @param arguments as the caller sent them
    public ToolResult call(Caller caller, Person person, String name, ObjectNode arguments) {
        if (!entries.containsKey(name)) {
            return other(caller, person, name, arguments);
        }
        Tool tool = catalog.find(name);
        HighLevel client = highLevel.as(caller.access());
        try {
            Call call = SentRequests.counting(() -> run(client, caller, person, tool, arguments));
            listener.ended(call);
            return call.result();
        } finally {
            running.end();
        }
    }

    /// What the catalogue does not have: the two tools that lead to it, or a name that is wrong or hidden.
    private ToolResult other(Caller caller, Person person, String name, ObjectNode arguments) {
        JsonNode entry = discovery.get(name);
        if (entry == null) {
            return ToolResult.failed("unknown", list.absence(name));
        }
        Arguments read = checks.read(name, entry, arguments);
        if (!read.complaints().isEmpty()) {
            return Checks.invalid(name, read.complaints());
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

    private Finder finder() {
        if (finder == null) {
            // Two at once make the same.
            finder = new Finder(catalog, entries);
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
        HighLevel client = highLevel.as(caller.access());
        ObjectNode arguments = Json.MAPPER.createObjectNode().put(Declaration.LOCATION_ID, location);
        return dateTimes.zones().of(client, arguments);
    }

    /// What is left of HighLevel's limits, as JSON.
    public String rateLimits(Caller caller) {
        return RateLimits.of(highLevel.budgets(), caller.access()).toString();
    }

    /// A recording that was saved for this caller, or null if there is none (any more).
    public byte[] recording(Caller caller, String id) throws IOException {
        return recordings.read(caller.principal(), id);
    }

    /// The tools of a list in few words, as JSON.
    public String brief(ToolList offered) {
        return Brief.of(catalog, offered).toString();
    }

    /// Rehearses a call that reads, so that the first real one finds everything loaded.
    public void warm() {
        recordings.clean();
        Tool rehearsed = catalog.tools().getFirst();
        if (!entries.containsKey(rehearsed.name())) {
            return;
        }
        try (Rehearsal rehearsal = new Rehearsal();
                HighLevel stage = new HighLevel(rehearsal.account(), "rehearsal")) {
            run(
                    stage,
                    Caller.local(stage.access()),
                    Person.ABSENT,
                    rehearsed,
                    Json.MAPPER.createObjectNode().put("contactId", "none"));
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

    private Call run(HighLevel client, Caller caller, Person person, Tool tool, ObjectNode arguments) {
        long start = System.nanoTime();
        Arguments read = checks.read(tool, client.locations(), arguments);
        ObjectNode repaired = read.values();
        ObjectNode times = dateTimes.read(client, tool, repaired, read.complaints());
        ArgumentRules.check(tool, repaired, read.complaints());
        if (!read.complaints().isEmpty()) {
            return new Begun(caller, tool, repaired, start)
                    .ended(Touched.NONE, null, Checks.invalid(tool.name(), read.complaints()));
        }
        boolean dry = DryRun.taken(tool, repaired);
        long before = System.nanoTime();
        Refusal refusal = dry ? null : confirmation.refusal(client, person, tool, repaired);
        // A person's time is not the call's.
        Begun call = new Begun(caller, tool, repaired, start + System.nanoTime() - before);
        if (refusal != null) {
            return call.ended(
                    client.touched(tool.endpoints().getFirst(), repaired),
                    null,
                    ToolResult.failed(refusal.outcome(), refusal.sentence()));
        }
        HighLevel sender = dry ? client.drafting() : client;
        if (!tool.hints().readOnly()) {
            running.begin();
        }
        try {
            Reply reply = send(sender, tool, repaired);
            Touched touched = client.touched(tool.endpoints().getFirst(), repaired);
            ToolResult told =
                    new CustomFieldsPart(repaired).in(results.of(caller.principal(), tool, repaired, reply), reply);
            ToolResult result = new TimesPart(times).in(told, reply);
            return call.ended(touched, reply, new TouchedPart(touched).in(result, reply));
        } catch (JacksonException _) {
            // The client only looks whether an answer is whole: its texts and numbers are read here first.
            Reply unreadable = new Failure.Unreadable(OK, "is not JSON");
            return call.ended(
                    client.touched(tool.endpoints().getFirst(), repaired),
                    unreadable,
                    results.of(caller.principal(), tool, repaired, unreadable));
        } catch (RuntimeException | Error e) {
            listener.ended(call.ended(Touched.NONE, null, ToolResult.failed(Call.CRASHED, "")));
            throw e;
        }
    }

    private record Begun(Caller caller, Tool tool, ObjectNode arguments, long start) {
        Call ended(Touched touched, Reply reply, ToolResult result) {
            return new Call(caller, tool, arguments, touched, reply, result, System.nanoTime() - start);
        }
    }

    private static Reply send(HighLevel client, Tool tool, ObjectNode arguments) {
        return tool.composite()
                ? new Composites(client, tool, arguments).call()
                : client.call(tool, tool.endpoint(), arguments);
    }
}
