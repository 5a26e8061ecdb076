package dev.ghlmcp.sync.run;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.log.StackTraces;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.mcp.call.CompletedCall;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.Confirmer;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// The tools as steps call them. Thread-safe.
interface SyncCalls {
    /// What came of a call.
    enum Fate {
        DONE,
        /// Nothing was changed: the same call may be made later.
        AGAIN,
        /// Something may have been changed.
        UNKNOWN,
        /// Nothing was changed, and would not be if the call were made again.
        REFUSED
    }

    /// A tool; null if there is none.
    ToolDefinition tool(String name);

    /// Whether a tool has an argument.
    boolean takes(String tool, String argument);

    /// Lets everybody else go first.
    void giveWay(String sync, String tool, ObjectNode arguments) throws InterruptedException;

    /// Calls a tool.
    ToolResult call(String sync, String tool, ObjectNode arguments) throws InterruptedException;

    /// Whether a call may be made again although it may have been carried out.
    static boolean repeatable(ToolDefinition tool) {
        return tool.hints().readOnly()
                || tool.hints().idempotent()
                || tool.name().startsWith("upsert_");
    }

    /// The argument with the id of the record that a tool writes: `contactId` of `upsert_contact`.
    static String idArgument(ToolDefinition tool) {
        String record = tool.name().substring(tool.name().indexOf('_') + 1);
        return Pattern.compile("_(.)")
                        .matcher(record)
                        .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT))
                + "Id";
    }

    /// The record that a tool changes, as HighLevel has it now; null if that cannot be told.
    default ObjectNode current(String sync, ToolDefinition tool, String id) throws InterruptedException {
        String reader = tool.name().replaceFirst("^(upsert|update)_", "get_");
        String argument = idArgument(tool);
        if (reader.equals(tool.name()) || tool(reader) == null || !takes(reader, argument)) {
            return null;
        }
        ToolResult result = call(sync, reader, Json.MAPPER.createObjectNode().put(argument, id));
        return result.error() ? null : MappedSteps.record(result.json());
    }

    /// Whether HighLevel does not have what a call is about.
    static boolean absent(ToolResult result) {
        return result.outcome().equals("404") || result.text().contains("not found");
    }

    static Fate fate(ToolResult result) {
        if (!result.error()) {
            return Fate.DONE;
        }
        return switch (result.outcome()) {
            // A token is replaced, a name server mended.
            case "401", "429", "throttled", "outage", "unconnected", "blocked", "no_token", "signed_out" -> Fate.AGAIN;
            case "unreachable", "cancelled", CompletedCall.CRASHED -> Fate.UNKNOWN;
            default -> result.outcome().matches("[235]\\d\\d") ? Fate.UNKNOWN : Fate.REFUSED;
        };
    }

    /// Calls through the dispatcher, as the operator's own.
    record Dispatched(Dispatcher dispatcher) implements SyncCalls {
        private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
        private static final Duration PATIENCE = Duration.ofSeconds(20);

        /// Nobody is there to ask.
        private static final Confirmer ABSENT = new Confirmer() {
            @Override
            public String absence() {
                return "nobody is there to ask while a sync runs: confirm.allow (GHL_CONFIRM_ALLOW) has to name it, and"
                        + " `allow:` of the sync as well";
            }

            @Override
            public boolean takesCodes() {
                return false;
            }

            @Override
            public Answer ask(String question, String subject) {
                return Answer.NOT_ASKED;
            }
        };

        @Override
        public ToolDefinition tool(String name) {
            return dispatcher.tool(name);
        }

        @Override
        public boolean takes(String tool, String argument) {
            return dispatcher.entry(tool).at("/inputSchema/properties").has(argument);
        }

        @Override
        public ToolResult call(String sync, String tool, ObjectNode arguments) {
            try {
                return dispatcher.call(caller(sync), ABSENT, tool, arguments);
            } catch (RuntimeException | Error e) {
                StackTraces.report(
                        System.err,
                        "A call of " + tool + " by the sync " + sync + " failed (" + StackTraces.summary(e) + ")",
                        e);
                return ToolResult.failed(CompletedCall.CRASHED, "The call of " + tool + " ended by a fault of ghl-mcp");
            }
        }

        private Caller caller(String sync) {
            return new Caller("sync:" + sync, dispatcher.access());
        }

        /// The last quarter of the requests of an interval is for those who wait for an answer.
        @Override
        public void giveWay(String sync, String tool, ObjectNode arguments) throws InterruptedException {
            Quota quota = quota(sync, tool, arguments);
            long end = System.nanoTime() + PATIENCE.toNanos();
            RequestLimits.State left = quota == null ? null : dispatcher.left(quota);
            while (left != null && left.burst() < left.burstLimit() / 4 && System.nanoTime() < end) {
                Thread.sleep(LOOK_AGAIN);
                left = dispatcher.left(quota);
            }
        }

        private Quota quota(String sync, String tool, ObjectNode arguments) {
            try {
                return tool(tool).endpoints().isEmpty() ? null : dispatcher.quota(caller(sync), tool, arguments);
            } catch (IllegalArgumentException _) {
                // The call itself says why.
                return null;
            }
        }
    }
}
