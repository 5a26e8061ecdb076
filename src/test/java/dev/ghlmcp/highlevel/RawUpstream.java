package dev.ghlmcp.highlevel;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A HighLevel whose every byte a test decides.
public final class RawUpstream implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");

    /// Answers requests.
    @FunctionalInterface
    public interface Script {
        /// Answers one.
        ///
        /// @param head the request's line and headers
        /// @param nth  the how-manieth request it is, from 0
        /// @return whether the connection stays open
        boolean answer(String head, int nth, OutputStream out) throws IOException;
    }

    private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final Script script;

    public RawUpstream(Script script) throws IOException {
        this.script = script;
        Thread.ofVirtual().start(this::accept);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /// The requests so far.
    public List<String> heads() {
        return heads;
    }

    public int connections() {
        return connections.get();
    }

    /// An answer in good order.
    public static String ok(String json) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n"
                + json;
    }

    /// One that names the record that was asked for.
    public static String contact(String head) {
        return ok("{\"contact\":{\"id\":\"" + id(head) + "\"}}");
    }

    /// The last segment of a request's path.
    static String id(String head) {
        String path = head.split(" ", 3)[1];
        return path.substring(path.lastIndexOf('/') + 1);
    }

    public static boolean write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        return true;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void serve(Socket accepted) {
        try (Socket client = accepted) {
            client.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(client.getInputStream());
            boolean open = true;
            while (open) {
                String head = head(in);
                if (head == null) {
                    return;
                }
                Matcher length = LENGTH.matcher(head);
                in.skipNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
                heads.add(head);
                open = script.answer(head, requests.getAndIncrement(), client.getOutputStream());
            }
        } catch (IOException _) {
            // The client has gone.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
