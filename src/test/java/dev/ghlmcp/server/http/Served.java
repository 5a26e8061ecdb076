package dev.ghlmcp.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.mcp.Callers;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.server.auth.Authenticator;
import dev.ghlmcp.server.auth.TokenRefused;
import dev.ghlmcp.server.host.HttpServer;
import dev.ghlmcp.server.host.McpRoutes;
import dev.ghlmcp.server.session.Sessions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The front with the suites' fixtures, in this process, and raw bytes to it. Whoever names himself in `X-Name` is
/// believed.
public final class Served implements AutoCloseable {
    public static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":"init","method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"raw","version":"1"}}}""";
    public static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":\"ping\",\"method\":\"ping\"}";

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");

    public final HttpServer server;
    public final Sessions sessions;
    final Fixtures fixtures = new Fixtures();

    /// An answer as it came over the wire, or empty if the connection was closed without one.
    public record Answer(String text) {
        public int status() {
            Matcher matcher = STATUS.matcher(text);
            return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        }

        public String header(String name) {
            return text.lines()
                    .takeWhile(line -> !line.isBlank())
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse(null);
        }

        public String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }
    }

    private Served(HttpOptions options, Sessions sessions) {
        this.sessions = sessions;
        this.server =
                HttpServer.start(options, new McpRoutes(fixtures, sessions, options).routes(new Named()), List.of());
    }

    static Served start() {
        return start(HttpOptions.defaults());
    }

    public static Served start(HttpOptions options) {
        return new Served(
                options,
                new Sessions(options.limits().sessions(), options.limits().sessionIdle()));
    }

    /// The defaults with these limits.
    public static HttpOptions limits(int sessions, Duration idle, Duration readTimeout) {
        HttpOptions.Limits limits = HttpOptions.Limits.defaults();
        return new HttpOptions(
                HttpOptions.LOCALHOST,
                0,
                List.of("mcp.example.com"),
                List.of("https://app.example.com"),
                true,
                false,
                new HttpOptions.Limits(
                        sessions, idle, limits.connections(), readTimeout, limits.calls(), limits.bodyBytes()),
                null,
                null);
    }

    public String host() {
        return "127.0.0.1:" + server.port();
    }

    /// Posts to `/mcp` with the headers that every client sends, and these.
    public Answer post(String body, String... headers) throws IOException {
        return postTo("/mcp", body, headers);
    }

    public Answer postTo(String path, String body, String... headers) throws IOException {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return send("POST " + path + " HTTP/1.1\r\nHost: " + host()
                + "\r\nAccept: application/json, text/event-stream\r\nContent-Type: application/json\r\n" + more
                + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\nConnection: close\r\n\r\n" + body);
    }

    /// Sends what may be no HTTP at all, and reads until the server closes.
    public Answer send(String request) throws IOException {
        try (Socket socket = connect()) {
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            } catch (SocketException _) {
                // Closed before all was written: what came before counts.
            }
            return read(socket);
        }
    }

    public Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    public static Answer read(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                text.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
        } catch (SocketException _) {
            // Closed with something unread on the server's side: what came before counts.
        }
        return new Answer(text.toString());
    }

    /// Begins a session.
    ///
    /// @return the header that continues it
    public String session(String... headers) throws IOException {
        Answer answer = post(INITIALIZE, headers);
        assertEquals(200, answer.status(), answer.text());
        return "Mcp-Session-Id: " + answer.header("Mcp-Session-Id");
    }

    @Override
    public void close() {
        fixtures.subscriptions.close();
        sessions.close();
        server.close();
    }

    private static final class Named implements Authenticator {
        @Override
        public Caller admit(String path, UnaryOperator<String> header) throws TokenRefused {
            String name = header.apply("X-Name");
            if ("nobody".equals(name)) {
                throw new TokenRefused(401, null, "Say who you are").with("Bearer realm=\"test\"");
            }
            return Callers.named(name == null ? "local" : name);
        }

        @Override
        public List<String> headers() {
            return List.of("X-Heeded");
        }

        @Override
        public boolean authenticates() {
            return true;
        }
    }
}
