package dev.ghlmcp.server.session;

import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.server.protocol.Batches;
import dev.ghlmcp.server.protocol.Channel;
import dev.ghlmcp.server.protocol.InFlight;
import dev.ghlmcp.server.protocol.MessageReader;
import dev.ghlmcp.server.protocol.MessageReader.Posted;
import dev.ghlmcp.server.protocol.MessageWriter;
import dev.ghlmcp.server.protocol.ProtocolErrors;
import dev.ghlmcp.server.protocol.ServerFeatures;
import dev.ghlmcp.server.stateless.StatelessProtocol;
import dev.ghlmcp.server.stateless.StatelessRequest;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/// One client on a transport with one way in and one way out, as stdio and the older SSE are: requests are answered
/// side by side on virtual threads in the order in which they finish.
public final class DuplexSession {
    private final ClientSession session;
    private final Outbox outbox;
    private final InFlight inFlight;
    private final Supplier<StatelessProtocol> newer;
    private StatelessProtocol stateless;
    private boolean initializeSeen;
    private volatile boolean served;

    /// @param newer asked for what answers requests without a session when the first one comes; null if all are of the
    ///              session
    public DuplexSession(
            ServerFeatures features, Outbox.Sink sink, InFlight inFlight, Supplier<StatelessProtocol> newer) {
        // Random numbers would slow the start of stdio; the transport leads answers to their session.
        this.session = new ClientSession("question", features, "not agreed yet");
        this.outbox = new Outbox(sink, inFlight);
        this.inFlight = inFlight;
        this.newer = newer;
        session.notifying(this::notify);
    }

    /// Takes in one message, or a list of them, which is answered by a list where that was agreed.
    ///
    /// @param caller who sent it, asked for when it matters
    /// @param size   bytes of all of it
    public void receive(Posted posted, Supplier<Caller> caller, int size) throws IOException {
        if (!posted.batch()) {
            receive(posted.messages().getFirst(), caller, size, null);
            return;
        }
        Batches.Sorted sorted = Batches.sort(posted, session.version());
        if (Batches.refusal(session.version(), 0) != null) {
            for (byte[] refused : sorted.refused()) {
                write(refused);
            }
            return;
        }
        Outbox.Answers answers = outbox.list(sorted.refused());
        for (JSONRPCMessage message : sorted.messages()) {
            receive(message, caller, size / sorted.messages().size(), answers);
        }
        answers.end();
    }

    private void receive(JSONRPCMessage message, Supplier<Caller> caller, int size, Outbox.Answers list)
            throws IOException {
        if (message instanceof JSONRPCRequest request) {
            request(request, caller, size, list);
        } else if (message instanceof JSONRPCNotification notification) {
            inFlight.notified(notification);
        } else if (message instanceof JSONRPCResponse response) {
            session.reply(response);
            if (MessageReader.empty(response)) {
                write(MessageWriter.error(
                        response.error().code(), response.error().message()));
            }
        }
    }

    /// Sends a message that answers none that could be read.
    public void write(byte[] message) throws IOException {
        outbox.write(message);
    }

    private void notify(JSONRPCNotification notification) {
        try {
            outbox.write(MessageWriter.bytes(notification));
        } catch (IOException _) {
            // The client is gone; the transport will notice.
        }
    }

    /// Whether a request is not answered yet.
    public boolean busy() {
        return !inFlight.isEmpty();
    }

    /// Cancels every request, and tells nothing any more.
    public void cancelAll() {
        session.end();
        inFlight.cancelAll();
    }

    /// Answers every request with an error, as nothing can be done for any.
    public void fail(String sentence) {
        for (Object id : inFlight.ids()) {
            try {
                outbox.answer(ProtocolErrors.response(id, ErrorCodes.INTERNAL_ERROR, sentence));
            } catch (IOException _) {
                return;
            }
        }
    }

    /// Waits for requests to be answered, while some are, and drops the others; nothing is written afterwards. Those
    /// that ask the client are dropped at once: it can answer no more.
    ///
    /// @param quiet without an answer; counts from the first answer on, as all may be loading before
    public void end(Duration quiet, Duration limit) throws IOException, InterruptedException {
        inFlight.dropQuestions();
        inFlight.await(served ? quiet : limit, limit);
        inFlight.cancelAll();
        outbox.close();
    }

    private void request(JSONRPCRequest request, Supplier<Caller> caller, int size, Outbox.Answers list)
            throws IOException {
        boolean older = newer == null || StatelessRequest.claim(request) == null;
        boolean initialize = older && request.method().equals(McpSchema.METHOD_INITIALIZE);
        boolean early = older && !initialize && !initializeSeen;
        Channel channel = outbox.channel(request.id(), caller, list);
        if (early && !request.method().equals(McpSchema.METHOD_PING)) {
            refuse(
                    request,
                    ErrorCodes.INVALID_PARAMS,
                    "The first request must be initialize, unless params._meta has " + StatelessRequest.VERSION,
                    list);
            return;
        }
        if (list == null && older && quick(request.method())) {
            write(MessageWriter.bytes(session.answer(request, channel)));
            return;
        }
        if (!older && stateless == null) {
            stateless = newer.get();
        }
        Thread worker = Thread.ofVirtual().unstarted(() -> work(request, channel, older, list));
        if (!taken(request, worker, size, list)) {
            return;
        }
        initializeSeen |= initialize;
        if (list != null) {
            list.begin();
        }
        if (initialize) {
            work(request, channel, true, null);
        } else {
            worker.start();
        }
    }

    /// What is answered at once needs no thread of its own, and is never kept waiting.
    private static boolean quick(String method) {
        return method.equals(McpSchema.METHOD_PING) || method.equals(McpSchema.METHOD_TOOLS_LIST);
    }

    private boolean taken(JSONRPCRequest request, Thread worker, int size, Outbox.Answers list) throws IOException {
        boolean listens = StatelessRequest.listens(request.method());
        if (!listens) {
            inFlight.awaitRoom();
        }
        String refusal = inFlight.add(request.id(), worker, size, listens);
        if (refusal != null) {
            refuse(request, ErrorCodes.INVALID_REQUEST, refusal, list);
        }
        return refusal == null;
    }

    private void refuse(JSONRPCRequest request, int code, String sentence, Outbox.Answers list) throws IOException {
        byte[] refusal = MessageWriter.bytes(ProtocolErrors.response(request.id(), code, sentence));
        if (list == null) {
            write(refusal);
        } else {
            list.add(refusal);
        }
    }

    private void work(JSONRPCRequest request, Channel channel, boolean older, Outbox.Answers list) {
        try {
            channel.answer(older ? session.answer(request, channel) : stateless.answer(request, channel));
            if (request.method().equals(McpSchema.METHOD_TOOLS_CALL)) {
                served = true;
            }
            if (list != null) {
                list.end();
            }
        } catch (IOException _) {
            // The client is gone; the transport will notice.
        }
    }
}
