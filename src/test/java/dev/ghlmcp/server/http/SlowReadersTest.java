package dev.ghlmcp.server.http;

import static dev.ghlmcp.server.http.Served.PING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.Await;
import dev.ghlmcp.server.http.HttpOptions.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Clients that send requests and do not read what is answered.
class SlowReadersTest {
    private static final int CALLS = 3;
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

    @AutoClose
    private static final Served served = Served.start(HttpOptions.defaults()
            .with(new Limits(
                    100,
                    Duration.ofMinutes(5),
                    100,
                    Duration.ofMillis(300),
                    CALLS,
                    Limits.defaults().bodyBytes())));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JSON           | POST /mcp    | Accept: application/json      | " + LIST,
                "events         | POST /mcp    | Accept: text/event-stream     | " + LIST,
                "a refusal      | POST /mcp    | Content-Type: text/plain      | x",
                "a foreign host | GET /mcp     | Host: evil.example            | ''",
                "nothing there  | GET /nothing | Accept: */*                   | ''",
            })
    void loseTheConnection(String kind, String line, String header, String body) throws Exception {
        Client client = client();
        client.sendForEver(line, header, body);
        client.awaitEnd(kind);
    }

    @Test
    void loseTheStreamThatTheyHoldOpen() throws Exception {
        try (Socket stream = small()) {
            stream.getOutputStream().write(head("GET /sse", "Accept: text/event-stream", ""));
            byte[] first = new byte[1000];
            int read = stream.getInputStream().read(first);
            String text = new String(first, 0, read, StandardCharsets.US_ASCII);
            while (!text.contains("sessionId=") || !text.endsWith("\n\n\r\n")) {
                read = stream.getInputStream().read(first);
                text += new String(first, 0, read, StandardCharsets.US_ASCII);
            }
            String id = text.replaceAll("(?s).*sessionId=([0-9a-f-]{36}).*", "$1");
            assertEquals(1, served.sessions.count());
            while (served.sessions.count() > 0) {
                int status = served.postTo("/messages?sessionId=" + id, LIST).status();
                assertTrue(status == 202 || status == 404, "got " + status);
            }
        }
    }

    @Test
    void giveTheirPlacesBack() throws Exception {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            clients.add(client());
            clients.getLast().sendForEver("POST /mcp", "X-Name: beta", LIST);
        }
        for (Client client : clients) {
            client.awaitEnd("a call");
        }
        assertEquals(200, served.post(PING, "X-Name: beta").status());
    }

    private static Client client() throws IOException {
        return new Client(small());
    }

    private static Socket small() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), served.server.port()));
        return socket;
    }

    private static byte[] head(String line, String header, String body) {
        String host = header.startsWith("Host") ? "" : "Host: localhost\r\n";
        String type = header.startsWith("Content-Type") ? "" : "Content-Type: application/json\r\n";
        String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
        return (line + " HTTP/1.1\r\n" + host + type + length + header + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static final class Client {
        private final Socket socket;
        private Thread writer;

        Client(Socket socket) {
            this.socket = socket;
        }

        void sendForEver(String line, String header, String body) {
            byte[] request = head(line, header, body);
            writer = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        socket.getOutputStream().write(request);
                    }
                } catch (IOException _) {
                    // The server has closed the connection.
                }
            });
        }

        void awaitEnd(String kind) throws IOException {
            try (socket) {
                Await.until("the end of a connection that does not read " + kind, () -> !writer.isAlive());
            }
        }
    }
}
