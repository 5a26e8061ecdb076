package dev.ghlmcp.highlevel.http;

import dev.ghlmcp.highlevel.http.UpstreamTrust.Look;
import dev.ghlmcp.highlevel.http.wire.AnswerBytes;
import dev.ghlmcp.highlevel.http.wire.RequestWriter;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PlainSocket;
import io.helidon.webclient.api.ClientConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLSocket;

/// One connection under Helidon's client. It knows what Helidon's own does not: whether anything came that nobody asked
/// for, which one read without waiting shows.
public final class UpstreamConnection implements ClientConnection, AutoCloseable {
    /// The head of a TLS record: its type, two bytes of version, its length.
    private static final int RECORD_HEAD = 5;

    /// In bytes. An answer with headers does not fit into such a short record; an encrypted goodbye does.
    private static final int MAX_GOODBYE = 40;

    private static final byte ALERT = 21;

    private final ConnectionPool pool;
    private final String owner;
    private final OpenSocket opened;
    private final SocketChannel channel;
    private final InputStream in;

    /// What TLS has decrypted is not seen on the channel.
    private final boolean secure;

    private final HelidonSocket socket;
    private final AnswerBytes answers;
    private final DataWriter writer;
    private final ByteBuffer probe = ByteBuffer.allocate(RECORD_HEAD);

    /// Another for each answer: it chains what it reads, and a chain that has grown old keeps all that is read after it
    /// in memory until the next full collection.
    private DataReader reader;

    /// When it came back to the pool.
    private long idleSince;

    /// Since it rested last, or since it was opened.
    private long busySince;

    private int uses;
    private boolean answered;
    private Look look = Look.QUIET;

    /// @param owner whose requests it carries, and nobody else's
    UpstreamConnection(ConnectionPool pool, String owner, OpenSocket opened) throws IOException {
        Socket socket = opened.socket();
        this.pool = pool;
        this.owner = owner;
        this.opened = opened;
        this.channel = opened.channel();
        this.in = socket.getInputStream();
        this.secure = socket instanceof SSLSocket;
        this.socket = PlainSocket.client(socket, "upstream");
        this.answers = new AnswerBytes(in);
        this.reader = DataReader.create(answers);
        this.writer = new RequestWriter(socket.getOutputStream(), answers::expect);
    }

    /// Looks without waiting. What a look found stays.
    Look look() {
        try {
            if (look == Look.QUIET) {
                look = reader.available() > 0 || (secure && in.available() > 0) ? Look.SURPLUS : onTheWire();
            }
        } catch (IOException _) {
            look = Look.CLOSED;
        }
        return look;
    }

    private Look onTheWire() throws IOException {
        channel.configureBlocking(false);
        try {
            int length = channel.read(probe.clear());
            return length == 0 ? Look.QUIET : length < 0 || (secure && goodbye()) ? Look.CLOSED : Look.SURPLUS;
        } finally {
            channel.configureBlocking(true);
        }
    }

    private boolean goodbye() {
        return probe.get(0) == ALERT
                || (probe.position() == RECORD_HEAD && (probe.getShort(RECORD_HEAD - 2) & 0xffff) <= MAX_GOODBYE);
    }

    /// The most bytes that the next answer may have on the wire, head and framing included.
    public void limit(long bytes) {
        answers.limit(bytes);
    }

    String owner() {
        return owner;
    }

    /// Nothing came in a while.
    void rested(long nanos) {
        uses = 0;
        busySince = nanos;
    }

    /// @param nanos when it came back, with nothing left to read
    void idleSince(long nanos) {
        reader = DataReader.create(answers);
        uses++;
        idleSince = nanos;
    }

    long idleSince() {
        return idleSince;
    }

    long busySince() {
        return busySince;
    }

    /// Requests since it rested last.
    int uses() {
        return uses;
    }

    @Override
    public DataReader reader() {
        return reader;
    }

    @Override
    public DataWriter writer() {
        return writer;
    }

    @Override
    public String channelId() {
        return socket.childSocketId();
    }

    @Override
    public HelidonSocket helidonSocket() {
        return socket;
    }

    /// @param readTimeout zero for none: [ReadTimeouts] ends waits at less cost
    @Override
    public void readTimeout(Duration readTimeout) {
        try {
            channel.socket().setSoTimeout((int) readTimeout.toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    /// Helidon has read the answer. Whether it can carry another request is the pool's to say.
    @Override
    public void releaseResource() {
        answered = true;
    }

    /// The exchange is over: back to the pool, unless the answer was not read to its end.
    public void end() {
        if (answered) {
            answered = false;
            pool.release(this);
        } else {
            closeResource();
        }
    }

    /// At once: TLS would say goodbye first, which may take as long as everything else on a connection that hangs.
    @Override
    public void closeResource() {
        opened.close();
    }

    @Override
    public void close() {
        closeResource();
    }
}
