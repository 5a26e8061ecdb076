package dev.ghlmcp.server.http;

import dev.ghlmcp.server.BadMessage;
import dev.ghlmcp.server.Codec;
import dev.ghlmcp.server.MessageReader.Posted;
import dev.ghlmcp.server.MessageWriter;
import dev.ghlmcp.server.Shortcuts;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Lists of messages, which MCP 2025-03-26 has and no other version.
final class Batch {
    /// The version that has them.
    static final String VERSION = "2025-03-26";

    private static final Codec CODEC = new Codec();

    private Batch() {}

    /// Answers one message.
    @FunctionalInterface
    interface Answering {
        /// @param part takes the answer into the list
        void answer(JSONRPCMessage message, Exchange part) throws IOException;
    }

    /// Answers all of them in one list: in order, as one client must not get more done at once by it.
    ///
    /// @param version that was agreed
    static void answer(Posted posted, Exchange exchange, String version, Answering each) throws IOException {
        List<byte[]> answers = new ArrayList<>();
        for (BadMessage bad : posted.bad()) {
            answers.add(MessageWriter.error(bad.code, bad.getMessage()));
        }
        if (!version.equals(VERSION)) {
            String sentence = "Lists of messages are of MCP " + VERSION + " alone, and this is " + version
                    + ": send the messages one by one";
            for (JSONRPCRequest request : posted.requests()) {
                answers.add(refused(request, sentence));
            }
            if (answers.isEmpty()) {
                throw new Refusal(400, sentence);
            }
            exchange.answer(400, list(answers));
            return;
        }
        for (JSONRPCMessage message : posted.messages()) {
            if (message instanceof JSONRPCRequest request && request.method().equals(McpSchema.METHOD_INITIALIZE)) {
                answers.add(refused(request, "initialize must be sent by itself"));
            } else {
                each.answer(message, exchange.part(answers::add));
            }
        }
        if (answers.isEmpty()) {
            exchange.answer(202);
        } else {
            exchange.answer(200, list(answers));
        }
    }

    private static byte[] refused(JSONRPCRequest request, String sentence) throws IOException {
        return CODEC.writeValueAsBytes(Shortcuts.error(request.id(), ErrorCodes.INVALID_REQUEST, sentence));
    }

    private static byte[] list(List<byte[]> answers) {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        for (byte[] answer : answers) {
            list.write(list.size() == 0 ? '[' : ',');
            list.writeBytes(answer);
        }
        list.write(']');
        return list.toByteArray();
    }
}
