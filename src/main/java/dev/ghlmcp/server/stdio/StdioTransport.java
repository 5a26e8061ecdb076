package dev.ghlmcp.server.stdio;

import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.server.protocol.BadMessage;
import dev.ghlmcp.server.protocol.InFlight;
import dev.ghlmcp.server.protocol.MessageReader;
import dev.ghlmcp.server.protocol.MessageWriter;
import dev.ghlmcp.server.protocol.ServerFeatures;
import dev.ghlmcp.server.session.DuplexSession;
import dev.ghlmcp.server.session.Outbox;
import dev.ghlmcp.server.stateless.StatelessProtocol;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/// MCP over standard input and output: one JSON-RPC message a line. Written because the SDK's own provider ends the
/// process at the first malformed line, under sixteen parallel calls, and with calls unanswered at the end of input.
public final class StdioTransport {
    /// Bytes of the longest line that is read.
    public static final int MAX_LINE = 4 << 20;

    /// Enough for a client that sends all it has; one line more than the bytes may be read.
    private static final InFlight.Room ROOM = new InFlight.Room(1000, 2L * MAX_LINE, 2000);

    /// Clients wait two seconds or so for the process before they kill it; scripts wait for all answers.
    private static final Duration QUIET = Duration.ofSeconds(3);

    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final LineReader in;
    private final Supplier<Dispatcher> dispatcher;
    private final Function<Supplier<Dispatcher>, ServerFeatures> server;
    private final DuplexSession session;
    private final AtomicBoolean warmed = new AtomicBoolean();
    private volatile boolean called;

    /// @param server     what there is, by a dispatcher
    /// @param dispatcher asked for when the client begins, or at the first call
    /// @param newer      makes what answers requests without a session, when the first one comes
    public StdioTransport(
            InputStream in,
            OutputStream out,
            Function<Supplier<Dispatcher>, ServerFeatures> server,
            Supplier<Dispatcher> dispatcher,
            Function<ServerFeatures, StatelessProtocol> newer) {
        this.in = new LineReader(in, MAX_LINE);
        this.dispatcher = dispatcher;
        this.server = server;
        ServerFeatures features = server.apply(dispatcher);
        this.session = new DuplexSession(features, new Lines(out), new InFlight(ROOM), () -> newer.apply(features));
    }

    /// Serves until the input ends, then for 10 s at most, and until no call that was read has been answered for 3 s.
    /// The first call of all has 10 s, as the program may still be loading.
    public void run() throws IOException, InterruptedException {
        for (LineReader.Line line = in.next(); line != null; line = in.next()) {
            if (line.bytes() == null) {
                session.write(MessageWriter.error(
                        ErrorCodes.INVALID_REQUEST, "A line may have " + MAX_LINE + " bytes at most"));
            } else {
                receive(line.bytes());
            }
        }
        session.end(QUIET, DRAIN);
    }

    /// Cancels every call, for a process that is told to stop.
    public void cancelAll() {
        session.cancelAll();
    }

    /// Answers every call with an error, for a process that cannot go on.
    public void fail(String sentence) {
        session.fail(sentence);
    }

    private record Lines(OutputStream out) implements Outbox.Sink {
        @Override
        public void write(byte[] message) throws IOException {
            out.write(message);
            out.write('\n');
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }

    private void receive(byte[] line) throws IOException {
        MessageReader.Posted posted;
        try {
            posted = MessageReader.messages(line);
        } catch (BadMessage e) {
            session.write(MessageWriter.error(e.code, e.getMessage()));
            return;
        }
        called |= posted.asks(McpSchema.METHOD_TOOLS_CALL);
        session.receive(posted, () -> dispatcher.get().local(), line.length);
        // Made while the client reads what the server is and asks for the list, which waits for none of it.
        if (posted.asks(McpSchema.METHOD_INITIALIZE)) {
            prepare(false);
        }
        if (posted.asks(McpSchema.METHOD_TOOLS_LIST) && warmed.compareAndSet(false, true)) {
            prepare(true);
        }
    }

    private void prepare(boolean rehearse) {
        Thread.ofPlatform().daemon().name("warm").start(() -> {
            try {
                Dispatcher made = dispatcher.get();
                // A call that came meanwhile needs both cores.
                if (rehearse && !called) {
                    made.warm(like -> FirstCall.of(server.apply(() -> like), like.local(), ROOM));
                }
                made.openEarly();
            } catch (RuntimeException | Error _) {
                // The process is ending, or the first call fails alike and reports it.
            }
        });
    }
}
