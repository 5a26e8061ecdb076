package dev.ghlmcp.server.stateless;

import dev.ghlmcp.server.http.HttpExchange;
import dev.ghlmcp.server.http.ProtocolEra;
import dev.ghlmcp.server.protocol.StatelessRequests;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/// MCP 2026-07-28 on one HTTP endpoint.
final class StatelessEra implements ProtocolEra {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private final StatelessProtocol modern;
    private final MirroredHeaders headers;
    private final KeepAliveComments slow;

    StatelessEra(StatelessProtocol modern, KeepAliveComments slow) {
        this.modern = modern;
        this.headers = new MirroredHeaders(modern.features());
        this.slow = slow;
    }

    @Override
    public boolean claims(JSONRPCMessage message, HttpExchange exchange) {
        if (message instanceof JSONRPCResponse) {
            // This era has none: an older client answers its session.
            return false;
        }
        String version = exchange.header(MirroredHeaders.VERSION);
        return StatelessRequests.claim(message) != null
                || (version != null
                        && DATE.matcher(version).matches()
                        && version.compareTo(StatelessProtocol.VERSION) >= 0);
    }

    @Override
    public void handle(JSONRPCMessage message, HttpExchange exchange) throws IOException {
        if (!(message instanceof JSONRPCRequest request)) {
            exchange.answer(202);
            return;
        }
        try {
            headers.check(request, exchange::header);
        } catch (McpError e) {
            exchange.answer(
                    StatelessErrors.status(e.getJsonRpcError().code()),
                    JSONRPCResponse.error(request.id(), e.getJsonRpcError()));
            return;
        }
        if (request.method().equals(Subscriptions.METHOD)) {
            exchange.accept().demandEvents();
        }
        StatelessHttpCall call = new StatelessHttpCall(exchange);
        JSONRPCResponse response = null;
        slow.add(call);
        try {
            response = modern.answer(request, call);
        } finally {
            slow.remove(call);
            call.end(response);
        }
    }
}
