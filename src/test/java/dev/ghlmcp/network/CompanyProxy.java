package dev.ghlmcp.network;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A proxy that takes CONNECT alone. It knows hosts that this machine's DNS does not, so that what reaches them came
/// through it.
public final class CompanyProxy implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<String, Integer> hosts = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile String credentials;
    private volatile String answer;
    private volatile boolean hanging;

    public CompanyProxy() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    /// Its address, with a user name and password if there are some.
    public String address(String credentials) {
        return "http://" + (credentials.isEmpty() ? "" : credentials + "@") + "127.0.0.1:" + listener.getLocalPort();
    }

    /// Where a host is.
    public CompanyProxy host(String name, int port) {
        hosts.put(name + ":443", port);
        return this;
    }

    /// Asks for these from now on.
    public void requires(String userAndPassword) {
        credentials = userAndPassword;
    }

    /// Gives this answer to all from now on.
    public void answers(String head) {
        answer = head;
    }

    /// Answers nobody from now on.
    public void hangs() {
        hanging = true;
    }

    /// The hosts that it was asked for and led to.
    public List<String> asked() {
        return asked;
    }

    /// How often it was asked, refusals included.
    public int requests() {
        return requests.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            requests.incrementAndGet();
            String target = head.replaceFirst("(?s)\\S* (\\S*).*", "$1");
            Integer port = hosts.get(target);
            String basic = credentials == null
                    ? ""
                    : "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
            if (hanging) {
                client.getInputStream().read();
            } else if (answer != null) {
                say(client, answer);
            } else if (!head.contains("Proxy-Authorization: " + basic) && credentials != null) {
                say(
                        client,
                        "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n");
            } else if (!head.startsWith("CONNECT ") || port == null) {
                say(client, "HTTP/1.1 502 Bad Gateway\r\n\r\n");
            } else {
                asked.add(target);
                try (Socket host = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    say(client, "HTTP/1.1 200 Connection established\r\nVia: 1.1 proxy\r\n\r\n");
                    Relay.run(client, host);
                }
            }
        } catch (IOException _) {
            // One side has gone.
        }
    }

    private static void say(Socket client, String head) throws IOException {
        client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (head.toString().endsWith("\r\n\r\n")) {
                break;
            }
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
