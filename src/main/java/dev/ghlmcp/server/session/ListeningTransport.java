package dev.ghlmcp.server.session;

import dev.ghlmcp.server.protocol.Codec;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import reactor.core.publisher.Mono;

/// The stream that a session's client holds open with GET.
///
/// @param mailbox pumped by the request's thread
record ListeningTransport(MessageQueue mailbox) implements McpStreamableServerTransport {
    private static final Codec CODEC = new Codec();

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.fromCallable(() -> {
            mailbox.put(CODEC.writeValueAsBytes(message));
            return null;
        });
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message, String messageId) {
        return sendMessage(message);
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return CODEC.convertValue(data, type);
    }

    @Override
    public void close() {
        mailbox.close();
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(mailbox::close);
    }
}
