package dev.ghlmcp.server.http;

import dev.ghlmcp.server.Batches;
import dev.ghlmcp.server.protocol.BadMessage;
import dev.ghlmcp.server.protocol.Codec;
import dev.ghlmcp.server.protocol.MessageReader.Posted;
import dev.ghlmcp.server.protocol.MessageWriter;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Lists of messages that were posted.
public final class BatchResponse {
    private static final Codec CODEC = new Codec();

    private BatchResponse() {}

    /// Answers one message.
    @FunctionalInterface
    public interface Answering {
        /// Answers it.
        ///
        /// @param part takes the answer into the list
        void answer(JSONRPCMessage message, HttpExchange part) throws IOException;
    }

    /// Answers all of them in one list, one after the other, so that a list gives a client no more concurrency.
    ///
    /// @param version that was agreed
    public static void answer(Posted posted, HttpExchange exchange, String version, Answering each) throws IOException {
        List<byte[]> answers = new ArrayList<>();
        for (BadMessage bad : posted.bad()) {
            answers.add(MessageWriter.error(bad.code, bad.getMessage()));
        }
        boolean agreed = version.equals(Batches.VERSION);
        Batches.Sorted sorted = Batches.sort(posted, version);
        for (JSONRPCResponse refused : sorted.refused()) {
            answers.add(CODEC.writeValueAsBytes(refused));
        }
        for (JSONRPCMessage message : sorted.messages()) {
            each.answer(message, exchange.part(answers::add));
        }
        if (!agreed && answers.isEmpty()) {
            throw new HttpError(400, Batches.refusal(version));
        }
        if (answers.isEmpty()) {
            exchange.answer(202);
        } else {
            exchange.answer(agreed ? 200 : 400, list(answers));
        }
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
