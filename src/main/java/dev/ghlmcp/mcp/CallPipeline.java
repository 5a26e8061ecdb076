package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.account.TargetAccount;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.mcp.call.CallListener;
import dev.ghlmcp.mcp.call.CallableTools;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.mcp.call.CompletedCall;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.composite.Composites;
import dev.ghlmcp.mcp.confirm.Confirmation;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.mcp.confirm.PendingCall;
import dev.ghlmcp.mcp.input.ArgumentRules;
import dev.ghlmcp.mcp.input.ArgumentSchema.Arguments;
import dev.ghlmcp.mcp.input.ArgumentValidator;
import dev.ghlmcp.mcp.lookup.NamedArguments;
import dev.ghlmcp.mcp.media.Uploads;
import dev.ghlmcp.mcp.result.DryRun;
import dev.ghlmcp.mcp.result.ResultBuilder;
import dev.ghlmcp.mcp.result.ResultNotices;
import dev.ghlmcp.mcp.time.DateTimes;
import dev.ghlmcp.operation.annotation.Risk;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The way of a call of a tool of the catalogue, from its arguments to its result.
///
/// @param listener is told of a write that begins and of a call that crashes
/// @param running  where writes are entered while they are out
record CallPipeline(
        ArgumentValidator checks,
        NamedArguments names,
        DateTimes dateTimes,
        Uploads uploads,
        Confirmation confirmation,
        ResultBuilder results,
        CallListener listener,
        RunningWrites running) {
    /// The same, whose results are HighLevel's answers as they came, of any size, with nothing read beside them.
    CallPipeline raw() {
        return new CallPipeline(checks, names, dateTimes, uploads, confirmation, results.raw(), listener, running);
    }

    /// Carries it out, or says why not.
    ///
    /// @param others that find records by name; null if there are none
    CompletedCall run(
            HighLevelClient client,
            CallableTools others,
            Caller caller,
            Confirmer person,
            ToolDefinition tool,
            ObjectNode arguments) {
        long start = System.nanoTime();
        ObjectNode given = arguments.deepCopy();
        JsonNode code = given.remove(Confirmation.ARGUMENT);
        Arguments read = checks.read(tool, client.locations(), given);
        ObjectNode repaired = read.values();
        // It may come in `more`, and is never HighLevel's.
        JsonNode rare = repaired.remove(Confirmation.ARGUMENT);
        ObjectNode times = dateTimes.read(client, tool, repaired, read.complaints());
        ArgumentRules.check(tool, repaired, read.complaints());
        ObjectNode named = others == null ? null : names.read(others, tool, repaired, read.complaints());
        ArgumentRules.checkIds(tool, repaired, read.complaints());
        ObjectNode sent = uploads.read(tool, repaired, read.complaints());
        if (!read.complaints().isEmpty()) {
            return new Begun(caller, tool, repaired, start)
                    .ended(TargetAccount.NONE, null, ArgumentValidator.invalid(tool.name(), read.complaints()));
        }
        boolean dry = DryRun.taken(tool, repaired);
        Failure unresolved = Composites.resolve(client, tool, sent);
        Failure unsendable = dry || unresolved != null ? unresolved : unsendable(client, tool, sent);
        if (unsendable != null) {
            ResultNotices notices = new ResultNotices(repaired, named, times, TargetAccount.NONE);
            return new Begun(caller, tool, repaired, start)
                    .ended(
                            TargetAccount.NONE,
                            unsendable,
                            results.of(client, caller.principal(), tool, repaired, unsendable, notices));
        }
        long before = System.nanoTime();
        ToolResult stop = dry
                ? null
                : confirmation.stop(
                        new PendingCall(client, caller, person, tool, repaired, text(code == null ? rare : code)));
        // A person's time is not the call's.
        Begun call = new Begun(caller, tool, repaired, start + System.nanoTime() - before);
        if (stop != null) {
            return call.ended(client.touched(tool.endpoints().getFirst(), repaired), null, stop);
        }
        HighLevelClient sender = dry ? client.drafting() : client;
        if (!tool.hints().readOnly()) {
            running.begin();
            if (!dry) {
                listener.started(
                        caller, tool, repaired, client.touched(tool.endpoints().getFirst(), repaired));
            }
        }
        try {
            Reply reply = Composites.send(sender, tool, sent);
            TargetAccount touched = client.touched(tool.endpoints().getFirst(), repaired);
            ResultNotices notices = new ResultNotices(repaired, named, times, touched);
            ToolResult result = results.of(client, caller.principal(), tool, repaired, reply, notices);
            if (dry && !result.error()) {
                result = confirmation.foreseen(client, tool, repaired, result);
            }
            return call.ended(touched, reply, result);
        } catch (RuntimeException | Error e) {
            listener.ended(call.ended(TargetAccount.NONE, null, ToolResult.failed(CompletedCall.CRASHED, "")));
            throw e;
        }
    }

    /// Why a call that a person would be asked about cannot be sent whatever they say; null if it can.
    private static Failure unsendable(HighLevelClient client, ToolDefinition tool, ObjectNode sent) {
        return !tool.hints().readOnly()
                        && !tool.composite()
                        && tool.hints().consent().of(sent) != Risk.WRITES
                        && client.drafting().call(tool, tool.endpoint(), sent) instanceof Failure failure
                ? failure
                : null;
    }

    private static String text(JsonNode code) {
        return code == null || code.asString("").isBlank()
                ? null
                : code.asString().strip();
    }

    private record Begun(Caller caller, ToolDefinition tool, ObjectNode arguments, long start) {
        CompletedCall ended(TargetAccount touched, Reply reply, ToolResult result) {
            return new CompletedCall(caller, tool, arguments, touched, reply, result, System.nanoTime() - start);
        }
    }
}
