package dev.ghlmcp.server.stateless;

import dev.ghlmcp.server.http.HttpExchange;
import dev.ghlmcp.server.http.PostChannel;
import dev.ghlmcp.server.protocol.ServerFeatures;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/// MCP 2026-07-28 on one HTTP endpoint.
public final class StatelessEra {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private final StatelessProtocol protocol;
    private final KeepAliveComments slow;

    public StatelessEra(ServerFeatures features, RequestStates states, KeepAliveComments slow) {
        this.protocol = new StatelessProtocol(features, states);
        this.slow = slow;
    }

    /// Whether a message is this era's: its body decides, then its headers.
    public boolean claims(JSONRPCMessage message, HttpExchange exchange) {
        if (message instanceof JSONRPCResponse) {
            // This era has none: an older client answers its session.
            return false;
        }
        String version = exchange.header(MirroredHeaders.VERSION);
        return StatelessRequest.claim(message) != null
                || (version != null
                        && DATE.matcher(version).matches()
                        && version.compareTo(StatelessProtocol.VERSION) >= 0);
    }

    /// Answers a message that it claimed, on the thread of the request. That the client has left cancels the request.
    public void handle(JSONRPCMessage message, HttpExchange exchange) throws IOException {
        if (!(message instanceof JSONRPCRequest request)) {
            exchange.answer(202);
            return;
        }
        PostChannel channel = new PostChannel(exchange, StatelessErrors::status, Thread.currentThread()::interrupt);
        try {
            MirroredHeaders.check(request, exchange::header);
        } catch (McpError e) {
            channel.answer(JSONRPCResponse.error(request.id(), e.getJsonRpcError()));
            return;
        }
        if (StatelessRequest.listens(request.method())) {
            exchange.accept().demandEvents();
        }
        slow.add(channel);
        try {
            channel.answer(protocol.answer(request, channel));
        } finally {
            slow.remove(channel);
        }
    }
}
