package dev.ghlmcp.server.stdio;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Rehearsal;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.server.protocol.BadMessage;
import dev.ghlmcp.server.protocol.InFlight;
import dev.ghlmcp.server.protocol.MessageReader;
import dev.ghlmcp.server.protocol.ServerFeatures;
import dev.ghlmcp.server.session.DuplexSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// The first messages of a client that is not there: what is only rehearsed in part is as slow as what is not.
final class FirstCall {
    private static final List<String> MESSAGES =
            List.of("""
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
            "clientInfo":{"name":"rehearsal","version":"1"}}}""", """
            {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"%s","arguments":%s}}""".formatted(Rehearsal.TOOL, Json.MAPPER.writeValueAsString(Rehearsal.arguments())));

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private FirstCall() {}

    /// Plays them.
    ///
    /// @return whether the call went all the way
    static boolean of(ServerFeatures features, Caller caller, InFlight.Room room) {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        DuplexSession session = new DuplexSession(features, answers::writeBytes, new InFlight(room), null);
        try {
            for (String message : MESSAGES) {
                byte[] line = message.getBytes(StandardCharsets.UTF_8);
                session.receive(MessageReader.messages(line), () -> caller, line.length);
            }
            session.end(PATIENCE, PATIENCE);
        } catch (IOException | BadMessage e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return answers.toString(StandardCharsets.UTF_8).contains("\"isError\":false");
    }
}
