package dev.ghlmcp.sync.run;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Finds the record of another sync that a message needs: in the ledger, or else by the tool that may know it.
final class NeededRecord {
    /// Why there is none.
    enum Missing {
        NOT_NAMED,
        NOT_THERE,
        AWAY,
        REFUSED
    }

    private final SyncCalls calls;
    private final Ledger ledger;
    private final MappedSteps steps;
    private final Sync sync;
    private Missing missing = Missing.NOT_THERE;
    private String problem;

    NeededRecord(SyncCalls calls, Ledger ledger, MappedSteps steps) {
        this.calls = calls;
        this.ledger = ledger;
        this.steps = steps;
        this.sync = steps.sync();
        this.problem = "The record of " + sync.needs().sync() + " that it needs is not there";
    }

    /// The record; null if there is none.
    JsonNode find() throws InterruptedException {
        String id = steps.mapping().needed(steps.input());
        if (id == null || id.isEmpty()) {
            missing = Missing.NOT_NAMED;
            problem = "The message does not say which record of " + sync.needs().sync() + " it needs";
            return null;
        }
        ObjectNode linked = ledger.linked(sync.needs().sync(), id);
        if (linked != null) {
            return MappedSteps.known(linked);
        }
        return sync.needs().otherwise() == null ? null : asked(sync.needs().otherwise());
    }

    private JsonNode asked(String tool) throws InterruptedException {
        ObjectNode arguments = steps.mapping().neededArguments(steps.input());
        ObjectNode asked = arguments == null ? Json.MAPPER.createObjectNode() : arguments;
        if (calls.tool(tool) == null) {
            return failed(Missing.REFUSED, SyncRunner.noTool(tool));
        }
        SyncMapping.completed(asked, steps.mapping().location(steps.input()), argument -> calls.takes(tool, argument));
        calls.giveWay(sync.name(), tool, asked);
        ToolResult result = calls.call(sync.name(), tool, asked);
        return switch (SyncCalls.fate(result)) {
            case DONE -> MappedSteps.record(result.json());
            case AGAIN, UNKNOWN -> failed(Missing.AWAY, result.text());
            case REFUSED -> SyncCalls.absent(result) ? null : failed(Missing.REFUSED, result.text());
        };
    }

    private JsonNode failed(Missing why, String sentence) {
        missing = why;
        problem = sentence;
        return null;
    }

    /// Why none was found.
    Missing missing() {
        return missing;
    }

    String problem() {
        return problem;
    }
}
