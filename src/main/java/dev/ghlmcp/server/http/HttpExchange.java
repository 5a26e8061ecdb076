package dev.ghlmcp.server.http;

import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.server.protocol.MessageWriter;
import dev.ghlmcp.server.protocol.ProtocolErrors;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import java.io.IOException;
import java.util.function.Consumer;

/// One HTTP request that was let in, and its response. Used by one thread at a time.
public final class HttpExchange {
    private static final Header JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
    private static final Header EVENTS = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/event-stream");
    private static final Header NO_CACHE = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-cache");
    private static final Header UNBUFFERED = HeaderValues.createCached("X-Accel-Buffering", "no");

    private final ServerRequest request;
    private final ServerResponse response;
    private final Caller caller;
    private final Accept accept;
    private final RequestBody body;
    private final Consumer<byte[]> list;
    private boolean begun;

    HttpExchange(ServerRequest request, ServerResponse response, Caller caller, RequestBody body) {
        this.request = request;
        this.response = response;
        this.caller = caller;
        this.accept = Accept.of(request);
        this.body = body;
        this.list = null;
    }

    /// A request that is not let in.
    public HttpExchange(ServerRequest request, ServerResponse response) {
        this(request, response, null, null);
    }

    private HttpExchange(HttpExchange whole, Consumer<byte[]> list) {
        this.request = whole.request;
        this.response = whole.response;
        this.caller = whole.caller;
        this.accept = Accept.JSON;
        this.body = whole.body;
        this.list = list;
    }

    /// A part of it, for one of several messages that came together.
    ///
    /// @param answers takes the answer, if there is one
    public HttpExchange part(Consumer<byte[]> answers) {
        return new HttpExchange(this, answers);
    }

    /// Who sent the request; null where anybody may come.
    public Caller caller() {
        return caller;
    }

    /// The value of a request header, or null. Of several, the first.
    public String header(String name) {
        return header(HeaderNames.create(name));
    }

    public String header(HeaderName name) {
        return request.headers().first(name).orElse(null);
    }

    public ServerRequest request() {
        return request;
    }

    /// Reads what was posted.
    public RequestBody body() {
        return body;
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
        if (list == null) {
            EventStream.write(() -> response.status(status).send());
        }
    }

    /// Answers with one message.
    public void answer(int status, JSONRPCMessage message) throws IOException {
        answer(status, MessageWriter.bytes(message));
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
        send(status, JSON, json);
    }

    /// Answers with what is neither JSON nor a message.
    public void answer(Header type, byte[] content) throws IOException {
        send(200, type, content);
    }

    private void send(int status, Header type, byte[] content) throws IOException {
        EventStream.write(() -> response.status(status).header(type).send(content));
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
                answer(refusal.status, ProtocolErrors.response(id, refusal.code, refusal.getMessage()));
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
    public EventStream events() {
        begun = true;
        return new EventStream(
                response.header(EVENTS).header(NO_CACHE).header(UNBUFFERED).outputStream());
    }
}
