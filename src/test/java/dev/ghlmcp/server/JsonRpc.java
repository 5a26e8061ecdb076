package dev.ghlmcp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Lines to send, and how to read those that come back.
final class JsonRpc {
    static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":"init","method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{"roots":{"listChanged":true}},"clientInfo":{"name":"raw","version":"1"}}}""";
    static final String INITIALIZED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
    static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":\"ping\",\"method\":\"ping\"}";

    private JsonRpc() {}

    /// The built program on stdio, past its handshake.
    static BuiltProgram initialized(Map<String, String> environment) throws IOException, InterruptedException {
        BuiltProgram program = BuiltProgram.start(environment, "stdio");
        program.send(INITIALIZE);
        assertEquals("init", id(program.next()));
        program.send(INITIALIZED);
        return program;
    }

    static String call(int id, String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments + "}}";
    }

    static String cancel(String id) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":" + id + "}}";
    }

    static JsonNode json(String line) {
        return Json.MAPPER.readTree(line);
    }

    static String id(String line) {
        return json(line).path("id").asString();
    }

    static int code(String line) {
        return json(line).at("/error/code").asInt();
    }
}
