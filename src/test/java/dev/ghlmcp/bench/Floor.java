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

/// The least a call can cost: this process asks the API itself, over kept-alive connections, without an HTTP library.
///
/// All answers of the mock have the same length, learnt from the first, so reading one is counting bytes.
final class Floor implements Callee {
    private final InetSocketAddress address;
    private final byte[] request;
    private final ByteBuffer output;
    private final ByteBuffer input = ByteBuffer.allocateDirect(1 << 16);
    private final SocketChannel alone;
    private final int answerLength;

    Floor(int port) throws IOException {
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        request = """
                GET /contacts/abc123 HTTP/1.1\r
                Host: 127.0.0.1:%d\r
                Accept: application/json\r
                Authorization: Bearer token\r
                Version: 2021-07-28\r
                \r
                """.formatted(port).getBytes(US_ASCII);
        output = ByteBuffer.allocateDirect(request.length).put(request);
        alone = connect();
        answerLength = learnAnswerLength();
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel;
    }

    private int learnAnswerLength() throws IOException {
        send(alone);
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf(Mock.BODY) < 0) {
            receive(alone);
            answer.append(US_ASCII.decode(input.flip()));
        }
        return answer.length();
    }

    private void send(SocketChannel channel) throws IOException {
        output.flip();
        while (output.hasRemaining()) {
            channel.write(output);
        }
    }

    private int receive(SocketChannel channel) throws IOException {
        int n = channel.read(input.clear());
        if (n < 0) {
            throw new EOFException("The mock closed a connection");
        }
        return n;
    }

    @Override
    public Timing sequential(int calls) throws IOException {
        long[] nanos = new long[calls];
        long begin = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            long sent = System.nanoTime();
            send(alone);
            for (int left = answerLength; left > 0; ) {
                left -= receive(alone);
            }
            nanos[i] = System.nanoTime() - sent;
        }
        return Timing.of(nanos, System.nanoTime() - begin);
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
    public void close() throws IOException {
        alone.close();
    }

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
