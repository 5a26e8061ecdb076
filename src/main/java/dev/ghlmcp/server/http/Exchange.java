package dev.ghlmcp.server.http;

import dev.ghlmcp.mcp.Caller;
import dev.ghlmcp.server.Codec;
import dev.ghlmcp.server.ToolServer;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One HTTP request that was let in, and its response. Used by one thread at a time.
public final class Exchange {
    private static final Header JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
    private static final Header EVENTS = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/event-stream");
    private static final Header NO_CACHE = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-cache");
    private static final Header UNBUFFERED = HeaderValues.createCached("X-Accel-Buffering", "no");
    private static final Codec CODEC = new Codec();

    private final ServerRequest request;
    private final ServerResponse response;
    private final Caller caller;
    private boolean begun;

    Exchange(ServerRequest request, ServerResponse response, Caller caller) {
        this.request = request;
        this.response = response;
        this.caller = caller;
    }

    /// Who sent the request.
    public Caller caller() {
        return caller;
    }

    /// What tool calls learn of the request.
    public McpTransportContext context() {
        return McpTransportContext.create(Map.of(ToolServer.CALLER, caller));
    }

    /// The value of a request header, or null. Of several, the first.
    public String header(String name) {
        return header(HeaderNames.create(name));
    }

    /// All values of a request header, joined by commas, or null.
    String headers(String name) {
        List<String> values = request.headers().values(HeaderNames.create(name));
        return values.isEmpty() ? null : String.join(",", values);
    }

    /// All headers, the names in lower case, for those that are made of arguments' names.
    public Map<String, List<String>> headers() {
        return request.headers().stream()
                .collect(Collectors.toMap(header -> header.headerName().lowerCase(), Header::allValues));
    }

    String header(HeaderName name) {
        return request.headers().first(name).orElse(null);
    }

    ServerRequest request() {
        return request;
    }

    /// Whether anything was answered.
    public boolean answered() {
        return begun || response.isSent();
    }

    /// Sets a header of the answer to come.
    public Exchange with(String name, String value) {
        response.header(name, value);
        return this;
    }

    /// Answers without a body.
    public void answer(int status) throws IOException {
        try {
            response.status(status).send();
        } catch (UncheckedIOException | CloseConnectionException e) {
            throw new IOException("The client is gone", e);
        }
    }

    /// Answers with one message.
    public void answer(int status, JSONRPCMessage message) throws IOException {
        answer(status, CODEC.writeValueAsBytes(message));
    }

    /// Answers with JSON.
    public void answer(int status, byte[] json) throws IOException {
        try {
            response.status(status).header(JSON).send(json);
        } catch (UncheckedIOException | CloseConnectionException e) {
            throw new IOException("The client is gone", e);
        }
    }

    /// Begins an answer of events.
    public EventStream events() throws IOException {
        try {
            begun = true;
            response.header(EVENTS).header(NO_CACHE).header(UNBUFFERED);
            return new EventStream(response.outputStream());
        } catch (UncheckedIOException | CloseConnectionException e) {
            throw new IOException("The client is gone", e);
        }
    }
}
