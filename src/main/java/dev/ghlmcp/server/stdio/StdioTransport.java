package dev.ghlmcp.server.stdio;

import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.server.feature.ServerFeatures;
import dev.ghlmcp.server.protocol.BadMessage;
import dev.ghlmcp.server.protocol.InFlight;
import dev.ghlmcp.server.protocol.MessageReader;
import dev.ghlmcp.server.protocol.MessageWriter;
import dev.ghlmcp.server.protocol.StatelessRequests;
import dev.ghlmcp.server.session.DuplexSession;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/// MCP over standard input and output: one JSON-RPC message a line. Written because the SDK's own provider ends the
/// process at the first malformed line, under sixteen parallel calls, and with calls unanswered at the end of input.
public final class StdioTransport implements McpServerTransportProvider {
    /// Bytes of the longest line that is read.
    public static final int MAX_LINE = 4 << 20;

    /// Enough for a client that sends all it has; one line more than the bytes may be read.
    private static final InFlight.Room ROOM = new InFlight.Room(1000, 2L * MAX_LINE, 2000);

    /// Clients wait two seconds or so for the process before they kill it; scripts wait for all answers.
    private static final Duration QUIET = Duration.ofSeconds(3);

    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final LineReader in;
    private final OutputStream out;
    private final ServerFeatures offer;
    private final Supplier<Dispatcher> dispatcher;
    private final Supplier<StatelessRequests> newer;
    private final AtomicBoolean warmed = new AtomicBoolean();
    private DuplexSession conversation;

    /// @param dispatcher asked for after the tools were listed, or at the first call
    /// @param newer      makes what answers requests without a session, when the first one comes
    public StdioTransport(
            InputStream in,
            OutputStream out,
            ServerFeatures offer,
            Supplier<Dispatcher> dispatcher,
            Function<ServerFeatures, StatelessRequests> newer) {
        this.in = new LineReader(in, MAX_LINE);
        this.out = out;
        this.offer = offer;
        this.dispatcher = dispatcher;
        this.newer = () -> newer.apply(offer);
        var _ = offer.build(McpServer.sync(this));
    }

    /// Serves until the input ends, then for 10 s at most, and until no call that was read has been answered for 3 s.
    /// The first call of all has 10 s, as the program may still be loading.
    public void run() throws IOException, InterruptedException {
        for (LineReader.Line line = in.next(); line != null; line = in.next()) {
            if (line.bytes() == null) {
                conversation.write(MessageWriter.error(
                        ErrorCodes.INVALID_REQUEST, "A line may have " + MAX_LINE + " bytes at most"));
            } else {
                receive(line.bytes());
            }
        }
        conversation.end(QUIET, DRAIN);
    }

    /// Cancels every call, for a process that is told to stop.
    public void cancelAll() {
        conversation.cancelAll();
    }

    /// Answers every call with an error, for a process that cannot go on.
    public void fail(String sentence) {
        conversation.fail(sentence);
    }

    private void receive(byte[] line) throws IOException {
        MessageReader.Posted posted;
        try {
            posted = MessageReader.messages(line);
        } catch (BadMessage e) {
            conversation.write(MessageWriter.error(e.code, e.getMessage()));
            return;
        }
        conversation.receive(posted, null, line.length);
        for (JSONRPCRequest request : posted.requests()) {
            if (request.method().equals(McpSchema.METHOD_TOOLS_LIST)) {
                warm();
            }
        }
    }

    private void write(byte[] message) throws IOException {
        out.write(message);
        out.write('\n');
        out.flush();
    }

    private void warm() {
        if (warmed.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("warm").start(() -> {
                try {
                    dispatcher.get().warm();
                } catch (RuntimeException | Error _) {
                    // The process is ending, or the first call fails alike and reports it.
                }
            });
        }
    }

    @Override
    public void setSessionFactory(McpServerSession.Factory factory) {
        conversation = new DuplexSession(
                factory,
                this::write,
                offer,
                new InFlight(ROOM),
                newer,
                () -> dispatcher.get().local());
    }

    @Override
    public Mono<Void> notifyClients(String method, Object params) {
        return conversation.notifyClient(method, params);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }
}
