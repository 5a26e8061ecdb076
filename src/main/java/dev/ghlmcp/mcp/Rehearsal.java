package dev.ghlmcp.mcp;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.http.Warmup;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.mcp.confirm.Confirmer;

/// A call against an upstream of this process, so that the first real one finds everything loaded.
final class Rehearsal {
    private Rehearsal() {}

    /// What ids look like; another never leaves the program.
    private static final String ID = "abcdefghij0123456789";

    /// Runs the call.
    ///
    /// @param tool that reads a contact
    /// @return whether it went all the way, as a real call does
    static boolean of(CallPipeline pipeline, ToolDefinition tool) {
        try (Warmup upstream = new Warmup();
                HighLevelClient client = new HighLevelClient(upstream.account(), "rehearsal")) {
            return !pipeline.run(
                            client,
                            null,
                            Caller.local(client.access()),
                            Confirmer.ABSENT,
                            tool,
                            Json.MAPPER.createObjectNode().put("contactId", ID))
                    .result()
                    .error();
        }
    }
}
