package dev.ghlmcp.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// One request, sent again and again over kept-alive connections by one thread without an HTTP library.
///
/// All answers have the same length, learnt from the first, so reading one is counting bytes. Only one that comes late
/// is
/// a stream, which has its end in its last chunk.
final class Wire implements Callee {
    /// Stands in a request for an id, which is another in each and always as long as this.
    static final String ID = "100000000";

    /// Stands in a request for the number of a sub-account, wherever it is named.
    static final String SUB_ACCOUNT = "%0020";

    private static final int FIRST_SUB_ACCOUNT = 10_000;

    /// How often an answer that is no stream is asked for.
    private static final int TRIES = 5;

    private final InetSocketAddress address;
    private final ByteBuffer output;
    private final int idAt;
    private final int[] subAccountAt;
    private final ByteBuffer input = ByteBuffer.allocateDirect(1 << 16);
    private final String answer;
    private final int answerLength;
    private int id = Integer.parseInt(ID);
    private int subAccounts = 1;
    private int subAccount;

    Wire(int port, String request) throws IOException {
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        byte[] bytes = request.getBytes(US_ASCII);
        output = ByteBuffer.allocateDirect(bytes.length).put(bytes);
        idAt = request.lastIndexOf(ID);
        subAccountAt = IntStream.iterate(
                        request.indexOf(SUB_ACCOUNT), at -> at >= 0, at -> request.indexOf(SUB_ACCOUNT, at + 1))
                .toArray();
        ByteBuffer first = ask();
        for (int i = 1; i < TRIES && WireAnswer.chunked(WireAnswer.text(first)); i++) {
            first = ask();
        }
        answer = WireAnswer.text(first);
        answerLength = first.position();
    }

    private ByteBuffer ask() throws IOException {
        ByteBuffer whole = ByteBuffer.allocate(1 << 16);
        try (SocketChannel channel = connect()) {
            send(channel);
            while (!WireAnswer.whole(WireAnswer.text(whole))) {
                receive(channel);
                whole.put(input.flip());
            }
        }
        return whole;
    }

    /// The first answer, with its headers.
    String answer() {
        return answer;
    }

    /// The next calls are of so many in turn, from the first on.
    void subAccounts(int count) {
        subAccounts = count;
        subAccount = 0;
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel;
    }

    private void send(SocketChannel channel) throws IOException {
        if (idAt >= 0) {
            output.put(idAt, Integer.toString(++id).getBytes(US_ASCII));
        }
        byte[] number = Integer.toString(FIRST_SUB_ACCOUNT + subAccount).getBytes(US_ASCII);
        for (int at : subAccountAt) {
            output.put(at, number);
        }
        subAccount = (subAccount + 1) % subAccounts;
        output.position(output.capacity());
        output.flip();
        while (output.hasRemaining()) {
            channel.write(output);
        }
    }

    private int receive(SocketChannel channel) throws IOException {
        int n = channel.read(input.clear());
        if (n < 0) {
            throw new EOFException("The other side closed a connection");
        }
        return n;
    }

    @Override
    public Timing sequential(int calls) throws IOException {
        try (SocketChannel channel = connect()) {
            long[] nanos = new long[calls];
            long begin = System.nanoTime();
            WireAnswer waiting = new WireAnswer();
            for (int i = 0; i < calls; i++) {
                waiting.begin();
                send(channel);
                while (!ended(channel, waiting)) {
                    // There is more of it.
                }
                nanos[i] = System.nanoTime() - waiting.sent();
            }
            return Timing.of(nanos, System.nanoTime() - begin);
        }
    }

    @Override
    public Timing inFlight(int calls) throws IOException {
        List<SocketChannel> channels = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < IN_FLIGHT; i++) {
                SocketChannel channel = connect();
                channels.add(channel);
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ, new WireAnswer());
            }
            Window window = new Window(calls);
            long begin = System.nanoTime();
            for (SelectionKey key : selector.keys()) {
                window.sendNext(key);
            }
            while (window.done < calls) {
                selector.select(window::ready);
            }
            return Timing.of(window.nanos, System.nanoTime() - begin);
        } finally {
            for (SocketChannel channel : channels) {
                channel.close();
            }
        }
    }

    @Override
    public void close() {}

    /// Reads on, and says whether the answer is whole.
    private boolean ended(SocketChannel channel, WireAnswer waiting) throws IOException {
        receive(channel);
        return waiting.ended(input, answerLength);
    }

    /// One measurement over many connections.
    private final class Window {
        private final long[] nanos;
        private int sent;
        private int done;

        private Window(int calls) {
            nanos = new long[calls];
        }

        private void sendNext(SelectionKey key) throws IOException {
            if (sent < nanos.length) {
                sent++;
                WireAnswer waiting = (WireAnswer) key.attachment();
                waiting.begin();
                send((SocketChannel) key.channel());
            }
        }

        private void ready(SelectionKey key) {
            try {
                WireAnswer waiting = (WireAnswer) key.attachment();
                if (ended((SocketChannel) key.channel(), waiting)) {
                    nanos[done++] = System.nanoTime() - waiting.sent();
                    sendNext(key);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
