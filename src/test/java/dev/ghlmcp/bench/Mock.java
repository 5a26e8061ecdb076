package dev.ghlmcp.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;

/// The API that all subjects call: one thread, one selector, answers made beforehand: the contact, and what ours looks
/// up
/// once to put names and offsets into it.
///
/// It runs as a process of its own so that its work is nobody else's pause. It looks only for the end of a
/// request's headers, so a request must have no body. It prints its port, then for every line it reads the
/// number of requests answered so far, and it ends when its input does.
final class Mock {
    /// One contact of about 1 KB, compact as the real API sends it.
    static final String BODY = """
            {"contact":{"id":"abc123","name":"rubika deo","locationId":"ve9EPM428h8vShlRW1KT","firstName":"rubika",\
            "lastName":"Deo","email":"rubika@deos.com","emailLowerCase":"rubika@deos.com","timezone":"Asia/Calcutta",\
            "companyName":"DGS VolMAX","phone":"+18832327657","dnd":true,"type":"read","source":"public api",\
            "assignedTo":"ve9EPM428h8vShlRW1KT","address1":"3535 1st St N","city":"ruDolomitebika","state":"AL",\
            "country":"US","postalCode":"35061","website":"https://www.tesla.com","tags":["vip","webinar-2026"],\
            "dateOfBirth":"1990-09-25T00:00:00.000Z","dateAdded":"2021-07-02T05:18:26.704Z",\
            "dateUpdated":"2021-07-02T05:18:26.704Z","customFields":[{"id":"MgobCB14YMVKuE4Ka8p1","value":"one"},\
            {"id":"MgobCB14YMVKuE4Ka8p2","value":"two"}],"businessId":"641c094001436dbc2081e642",\
            "attributionSource":{"url":"https://example.com/lp?utm_source=g","campaign":"spring","utmSource":"google",\
            "utmMedium":"cpc","referrer":"https://www.google.com","mediumId":"FglfHAn30PRwsZVyQlKp"}},\
            "traceId":"5b8d3f2c-7b1e-4c0a-9a59-0c0d7ec4a111"}""";

    /// Of the sub-account, its users and its fields.
    private static final String LOOKED_UP = """
            {"location":{"id":"ve9EPM428h8vShlRW1KT","timezone":"Asia/Calcutta"},\
            "users":[{"id":"ve9EPM428h8vShlRW1KT","name":"Ravi Iyer"}],\
            "customFields":[{"id":"MgobCB14YMVKuE4Ka8p1","name":"First"},\
            {"id":"MgobCB14YMVKuE4Ka8p2","name":"Second"}]}""";

    /// The budget is far above the real 100 in 10 seconds, within what a client may believe: one that keeps to it must
    /// not be slowed down here.
    private static byte[] answer(String body) {
        return """
            HTTP/1.1 200 OK\r
            Content-Type: application/json; charset=utf-8\r
            X-RateLimit-Limit-Daily: 2000000000\r
            X-RateLimit-Daily-Remaining: 1999999999\r
            X-RateLimit-Interval-Milliseconds: 50\r
            X-RateLimit-Max: 1000\r
            X-RateLimit-Remaining: 999\r
            Content-Length: %d\r
            \r
            %s""".formatted(body.getBytes(UTF_8).length, body).getBytes(UTF_8);
    }

    private static final int HEADERS_END = 0x0d0a0d0a;

    /// In `GET /contacts`, the c.
    private static final int PATH_AT = 5;

    private final AtomicLong answered = new AtomicLong();
    private final ByteBuffer input = ByteBuffer.allocateDirect(1 << 16);
    private final ByteBuffer contact = buffer(BODY);
    private final ByteBuffer lookedUp = buffer(LOOKED_UP);

    private static ByteBuffer buffer(String body) {
        byte[] answer = answer(body);
        return ByteBuffer.allocateDirect(answer.length).put(answer);
    }

    public static void main(String[] args) throws IOException {
        try (Selector selector = Selector.open();
                ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            Mock mock = new Mock();
            System.out.println(((InetSocketAddress) server.getLocalAddress()).getPort());
            Thread.ofPlatform().start(mock::reportUntilInputEnds);
            while (true) {
                selector.select(mock::ready);
            }
        }
    }

    private void reportUntilInputEnds() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            while (in.readLine() != null) {
                System.out.println(answered.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            System.exit(0);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel client = ((ServerSocketChannel) key.channel()).accept();
                client.configureBlocking(false);
                client.setOption(StandardSocketOptions.TCP_NODELAY, true);
                client.register(key.selector(), SelectionKey.OP_READ, new Connection());
            } else {
                answer((SocketChannel) key.channel(), (Connection) key.attachment());
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    private void answer(SocketChannel client, Connection connection) throws IOException {
        input.clear();
        if (client.read(input) < 0) {
            client.close();
            return;
        }
        input.flip();
        while (input.hasRemaining()) {
            connection.lastFour = (connection.lastFour << 8) | (input.get() & 0xff);
            if (connection.read++ == PATH_AT) {
                connection.contact = (connection.lastFour & 0xff) == 'c';
            }
            if (connection.lastFour == HEADERS_END) {
                answered.lazySet(answered.get() + 1);
                connection.read = 0;
                ByteBuffer output = connection.contact ? contact : lookedUp;
                output.flip();
                while (output.hasRemaining()) {
                    client.write(output);
                }
            }
        }
    }

    /// The last four bytes of a connection, since a request may arrive in pieces, and what this one asks for.
    private static final class Connection {
        private int lastFour;
        private int read;
        private boolean contact;
    }
}
