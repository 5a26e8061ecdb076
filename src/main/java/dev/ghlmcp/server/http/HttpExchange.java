package dev.ghlmcp.server.http;

import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.server.feature.ToolServer;
import dev.ghlmcp.server.protocol.Codec;
import dev.ghlmcp.server.protocol.MessageWriter;
import dev.ghlmcp.server.protocol.Preflight;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One HTTP request that was let in, and its response. Used by one thread at a time.
public final class HttpExchange {
    private static final Header JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
    private static final Header EVENTS = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/event-stream");
    private static final Header NO_CACHE = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-cache");
    private static final Header UNBUFFERED = HeaderValues.createCached("X-Accel-Buffering", "no");
    private static final Codec CODEC = new Codec();

    private final ServerRequest request;
    private final ServerResponse response;
    private final Caller caller;
    private final Accept accept;
    private final Consumer<byte[]> list;
    private boolean begun;

    public HttpExchange(ServerRequest request, ServerResponse response, Caller caller) {
        this.request = request;
        this.response = response;
        this.caller = caller;
        this.accept = Accept.of(request);
        this.list = null;
    }

    private HttpExchange(HttpExchange whole, Consumer<byte[]> list) {
        this.request = whole.request;
        this.response = whole.response;
        this.caller = whole.caller;
        this.accept = Accept.JSON;
        this.list = list;
    }

    /// A part of it, for one of several messages that came together.
    ///
    /// @param answers takes the answer, if there is one
    HttpExchange part(Consumer<byte[]> answers) {
        return new HttpExchange(this, answers);
    }

    /// Who sent the request.
    public Caller caller() {
        return caller;
    }

    /// What tool calls learn of the request.
    ///
    /// @param oneWay whether nothing but the answer can be sent to the client
    public McpTransportContext context(boolean oneWay) {
        return McpTransportContext.create(Map.of(ToolServer.CALLER, caller, ToolServer.ONE_WAY, oneWay));
    }

    /// The value of a request header, or null. Of several, the first.
    public String header(String name) {
        return header(HeaderNames.create(name));
    }

    /// All headers, the names in lower case, for those that are made of arguments' names.
    public Map<String, List<String>> headers() {
        return request.headers().stream()
                .collect(Collectors.toMap(header -> header.headerName().lowerCase(), Header::allValues));
    }

    public String header(HeaderName name) {
        return request.headers().first(name).orElse(null);
    }

    public ServerRequest request() {
        return request;
    }

    /// The method, if it is one of those.
    ///
    /// @throws HttpError 405
    public Method only(Method... allowed) {
        Method method = request.prologue().method();
        if (!List.of(allowed).contains(method)) {
            String names =
                    String.join(", ", Stream.of(allowed).map(Method::text).toList());
            throw new HttpError(405, ErrorCodes.INVALID_REQUEST, "Use " + names, Map.of("Allow", names));
        }
        return method;
    }

    /// What the client takes as an answer.
    public Accept accept() {
        return accept;
    }

    /// Whether anything was answered.
    public boolean answered() {
        return begun || response.isSent();
    }

    /// Sets a header of the answer to come.
    public HttpExchange with(String name, String value) {
        response.header(name, value);
        return this;
    }

    /// Answers without a body.
    public void answer(int status) throws IOException {
        if (list != null) {
            return;
        }
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

    /// Answers with JSON, or with a stream of one event where only that is accepted.
    public void answer(int status, byte[] json) throws IOException {
        if (list != null) {
            begun = true;
            list.accept(json);
            return;
        }
        if (status == 200 && !accept.json() && accept.events()) {
            EventStream stream = events();
            stream.message(json);
            stream.close();
            return;
        }
        try {
            response.status(status).header(JSON).send(json);
        } catch (UncheckedIOException | CloseConnectionException e) {
            throw new IOException("The client is gone", e);
        }
    }

    /// Answers with an HTTP error.
    ///
    /// @param id of the request, or null if it could not be read
    public void refuse(HttpError refusal, Object id) {
        if (list == null) {
            refusal.headers.forEach(this::with);
        }
        try {
            if (id == null) {
                answer(refusal.status, MessageWriter.error(refusal.code, refusal.getMessage()));
            } else {
                answer(refusal.status, Preflight.error(id, refusal.code, refusal.getMessage()));
            }
        } catch (IOException _) {
            // The client is gone.
        }
    }

    /// Ends the answer to a request that was cancelled, for which HTTP has no word but an empty one.
    public void answerNothing() throws IOException {
        if (accept.events()) {
            events().close();
        } else {
            answer(204);
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
