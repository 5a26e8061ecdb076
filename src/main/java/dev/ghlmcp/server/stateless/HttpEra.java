package dev.ghlmcp.server.stateless;

import dev.ghlmcp.server.http.Era;
import dev.ghlmcp.server.http.Exchange;
import dev.ghlmcp.server.protocol.Sessionless;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/// This era on one HTTP endpoint.
final class HttpEra implements Era {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private final Modern modern;
    private final RequestHeaders headers;
    private final SlowCalls slow;

    HttpEra(Modern modern, SlowCalls slow) {
        this.modern = modern;
        this.headers = new RequestHeaders(modern.features());
        this.slow = slow;
    }

    @Override
    public boolean claims(JSONRPCMessage message, Exchange exchange) {
        if (message instanceof JSONRPCResponse) {
            // This era has none: an older client answers its session.
            return false;
        }
        String version = exchange.header(RequestHeaders.VERSION);
        return Sessionless.claim(message) != null
                || (version != null && DATE.matcher(version).matches() && version.compareTo(Modern.VERSION) >= 0);
    }

    @Override
    public void handle(JSONRPCMessage message, Exchange exchange) throws IOException {
        if (!(message instanceof JSONRPCRequest request)) {
            exchange.answer(202);
            return;
        }
        try {
            headers.check(request, exchange::header);
        } catch (McpError e) {
            exchange.answer(
                    Faults.status(e.getJsonRpcError().code()),
                    JSONRPCResponse.error(request.id(), e.getJsonRpcError()));
            return;
        }
        if (request.method().equals(Subscriptions.METHOD)) {
            exchange.wantsEvents();
        }
        HttpCall call = new HttpCall(exchange);
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
