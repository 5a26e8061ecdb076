package dev.ghlmcp.doctor;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.operation.annotation.TokenClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Checks whether this installation works: one harmless read per toolset, called as assistants call.
public final class Doctor implements AutoCloseable {
    /// A clock that is this far off makes tokens look expired and appointments look past.
    private static final Duration WRONG_CLOCK = Duration.ofMinutes(1);

    private static final Duration INEXACT_CLOCK = Duration.ofSeconds(5);

    /// The outcomes of calls that were not sent because an id or a token is missing.
    private static final Set<String> UNSENT = Set.of("invalid", "no_token");

    /// The outcomes after which further attempts are useless.
    private static final Set<String> LOST = Set.of("unreachable", "unconnected", "blocked", "outage");

    /// The words of an error about a token that is mistyped, expired or deleted.
    private static final String UNKNOWN_TOKEN = "HighLevel does not know the token";

    private final Dispatcher dispatcher;
    private final Map<String, List<ToolDefinition>> toolsets = new LinkedHashMap<>();
    private final HarmlessReads reads;
    private final ToolView visible;
    private final ObservedLimits observed;
    private final List<Long> times = new ArrayList<>();
    private final Map<String, String> said = new HashMap<>();
    private boolean lost;

    /// @param dispatcher of all tools, whatever the settings hide
    /// @param visible    the tools that the settings leave
    /// @param observed   the budgets that the dispatcher's client keeps to
    public Doctor(Dispatcher dispatcher, ToolView visible, ObservedLimits observed) {
        this.dispatcher = dispatcher;
        this.reads = new HarmlessReads(dispatcher::entry);
        this.visible = visible;
        this.observed = observed;
        for (ToolDefinition tool : dispatcher.tools()) {
            toolsets.computeIfAbsent(tool.toolset(), _ -> new ArrayList<>()).add(tool);
        }
    }

    /// Sends 15 requests at most, retries aside, and none after one that could not reach HighLevel.
    ///
    /// @param version    of this program
    /// @param known      what the configuration tells by itself
    /// @param locationId the standard one, or null
    public DoctorReport examine(String version, List<Finding> known, String locationId) {
        dispatcher.warm();
        List<Finding> findings = new ArrayList<>(known);
        findings.add(once(location(locationId)));
        toolsets.forEach((name, tools) -> findings.add(once(toolset(name, tools))));
        first(findings);
        findings.add(clock());
        Long latency = times.isEmpty() ? null : times.stream().sorted().toList().get(times.size() / 2);
        if (latency != null) {
            findings.add(Finding.ok("latency", latency + " ms, median; reads answered: " + times.size()));
        }
        RequestLimits.State budget = observed.used();
        findings.add(budget(budget));
        Duration skew = observed.skew();
        return new DoctorReport(
                version, findings, observed.requests(), latency, skew == null ? null : skew.toMillis(), budget);
    }

    @Override
    public void close() {
        dispatcher.close();
    }

    /// The finding, without its sentence if another has the same one: a wrong token fails everywhere in the same way.
    private Finding once(Finding finding) {
        if (finding.state() != Finding.State.BAD) {
            return finding;
        }
        String sentence = finding.says().replaceFirst(".*?(?=HighLevel )", "").replaceFirst(" traceId: .*", "");
        String before = said.putIfAbsent(sentence, finding.what());
        return before == null ? finding : Finding.bad(finding.what(), "the same as " + before);
    }

    /// A refused token explains all other failures, so it comes first.
    private static void first(List<Finding> findings) {
        findings.stream()
                .filter(finding ->
                        finding.state() == Finding.State.BAD && finding.says().contains(UNKNOWN_TOKEN))
                .findFirst()
                .ifPresent(finding -> {
                    findings.remove(finding);
                    findings.addFirst(finding);
                });
    }

    private Finding location(String id) {
        if (id == null) {
            return Finding.note("location", "no standard one: set GHL_LOCATION_ID, or give locationId in each call");
        }
        ToolResult result = call("get_location", Json.MAPPER.createObjectNode());
        if (result.error()) {
            return Finding.bad("location", id + ": " + reason(named("get_location"), result));
        }
        JsonNode location = result.json().path("location");
        return Finding.ok("location", location.path("name").asString("") + " (" + id + ")");
    }

    private ToolDefinition named(String tool) {
        return dispatcher.tools().stream()
                .filter(candidate -> candidate.name().equals(tool))
                .findFirst()
                .orElseThrow();
    }

    private Finding toolset(String name, List<ToolDefinition> tools) {
        if (tools.stream().noneMatch(tool -> visible.callable().contains(tool.name()))) {
            return Finding.note(name, "hidden by the settings");
        }
        if (lost) {
            return Finding.note(name, "not tried: HighLevel could not be reached");
        }
        Finding unsent = Finding.note(name, "not tried: it has no read that needs no id");
        for (ToolDefinition tool : reads.of(name, tools)) {
            ToolResult result = call(tool.name(), reads.arguments(tool));
            if (!UNSENT.contains(result.outcome())) {
                return result.error()
                        ? Finding.bad(name, tool.name() + " failed: " + reason(tool, result))
                        : Finding.ok(name, tool.name() + " was answered");
            }
            unsent = Finding.note(name, "cannot be used: " + reason(tool, result));
        }
        return unsent;
    }

    /// A shorter sentence than the assistant's, because many lines would repeat it.
    private static String reason(ToolDefinition tool, ToolResult result) {
        if (result.text().contains("needs the scope")) {
            return "the token lacks the scope " + String.join(", ", tool.scopes()) + ", or is of the wrong class";
        }
        return result.outcome().equals("no_token")
                        && tool.endpoints().getFirst().tokens().equals(List.of(TokenClass.AGENCY))
                ? "it needs an agency token (GHL_AGENCY_TOKEN and GHL_COMPANY_ID)"
                : result.text();
    }

    private ToolResult call(String tool, ObjectNode arguments) {
        long start = System.nanoTime();
        ToolResult result = dispatcher.call(dispatcher.local(), Confirmer.ABSENT, tool, arguments);
        if (!result.error()) {
            times.add((System.nanoTime() - start) / 1_000_000);
        }
        lost = lost || LOST.contains(result.outcome());
        return result;
    }

    private Finding clock() {
        Duration skew = observed.skew();
        if (skew == null) {
            return Finding.note("clock", "not compared: HighLevel did not tell the time");
        }
        String apart = skew.abs().toSeconds() + " s " + (skew.isNegative() ? "behind" : "ahead of") + " HighLevel's";
        if (skew.abs().compareTo(WRONG_CLOCK) > 0) {
            return Finding.bad("clock", apart + ": set this machine's clock");
        }
        return skew.abs().compareTo(INEXACT_CLOCK) > 0
                ? Finding.note("clock", apart)
                : Finding.ok("clock", "within " + INEXACT_CLOCK.toSeconds() + " s of HighLevel's");
    }

    private static Finding budget(RequestLimits.State state) {
        if (state == null) {
            return Finding.note("budget", "nothing is known of it");
        }
        String left = "%,d of %,d requests in %d s, %,d of %,d today"
                .formatted(state.burst(), state.burstLimit(), state.intervalMs() / 1000, state.day(), state.dayLimit());
        return state.day() == 0
                ? Finding.bad("budget", left + ": calls are refused until tomorrow")
                : Finding.ok("budget", left);
    }
}
