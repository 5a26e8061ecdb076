package dev.ghlmcp.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One request, sent again and again over kept-alive connections by one thread without an HTTP library.
///
/// All answers have the same length, learnt from the first, so reading one is counting bytes.
final class Wire implements Callee {
    /// Stands in a request for an id, which is another in each and always as long as this.
    static final String ID = "100000000";

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *(\\d+)\r\n");
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

    private final InetSocketAddress address;
    private final ByteBuffer output;
    private final int idAt;
    private final ByteBuffer input = ByteBuffer.allocateDirect(1 << 16);
    private final String answer;
    private final int answerLength;
    private int id = Integer.parseInt(ID);

    Wire(int port, String request) throws IOException {
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        byte[] bytes = request.getBytes(US_ASCII);
        output = ByteBuffer.allocateDirect(bytes.length).put(bytes);
        idAt = request.lastIndexOf(ID);
        ByteBuffer first = ByteBuffer.allocate(1 << 16);
        try (SocketChannel channel = connect()) {
            send(channel);
            while (!whole(text(first))) {
                receive(channel);
                first.put(input.flip());
            }
        }
        answer = text(first);
        answerLength = first.position();
    }

    /// The first answer, with its headers.
    String answer() {
        return answer;
    }

    private static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes.duplicate().flip()).toString();
    }

    private static boolean whole(String answer) {
        int body = answer.indexOf("\r\n\r\n") + 4;
        Matcher length = LENGTH.matcher(answer);
        return body >= 4
                && (length.find()
                        ? answer.substring(body).getBytes(UTF_8).length >= Integer.parseInt(length.group(1))
                        : answer.endsWith(LAST_CHUNK));
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel;
    }

    private void send(SocketChannel channel) throws IOException {
        if (idAt >= 0) {
            output.position(idAt).put(Integer.toString(++id).getBytes(US_ASCII)).position(output.capacity());
        }
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
            for (int i = 0; i < calls; i++) {
                long sent = System.nanoTime();
                send(channel);
                for (int left = answerLength; left > 0; ) {
                    left -= receive(channel);
                }
                nanos[i] = System.nanoTime() - sent;
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
                channel.register(selector, SelectionKey.OP_READ, new Waiting());
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

    /// One connection's call under way.
    private static final class Waiting {
        private long sent;
        private int left;
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
                Waiting waiting = (Waiting) key.attachment();
                waiting.left = answerLength;
                waiting.sent = System.nanoTime();
                send((SocketChannel) key.channel());
            }
        }

        private void ready(SelectionKey key) {
            try {
                Waiting waiting = (Waiting) key.attachment();
                waiting.left -= receive((SocketChannel) key.channel());
                if (waiting.left == 0) {
                    nanos[done++] = System.nanoTime() - waiting.sent;
                    sendNext(key);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
