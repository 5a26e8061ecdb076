package dev.ghlmcp.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A running MCP server over Streamable HTTP, and one session of it whose calls are measured.
final class HttpServed implements Callee {
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},\
            "clientInfo":{"name":"benchmark","version":"1"}}}""";
    private static final String INITIALIZED = """
            {"jsonrpc":"2.0","method":"notifications/initialized"}""";
    private static final String CALL = """
            {"jsonrpc":"2.0","id":%s,"method":"tools/call","params":{"name":"get_contact",\
            "arguments":{"contactId":"abc123"}}}""".formatted(Wire.ID);

    private final Subject subject;
    private final Process process;
    private final URI uri;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Socket> streams = new ArrayList<>();
    private final Wire wire;

    /// @param process prints its address as the last word of its first line
    HttpServed(Subject subject, Process process) throws IOException, InterruptedException {
        this.subject = subject;
        this.process = process;
        // Its end is the process's: nothing else is printed.
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        if (line == null) {
            throw new IOException(subject.name() + " ended, see " + subject.errors());
        }
        this.uri = URI.create(line.substring(line.lastIndexOf(' ') + 1));
        this.wire = new Wire(uri.getPort(), request("POST", session(), CALL));
        if (!wire.answer().contains("\"contact\":{") || wire.answer().contains("\"isError\":true")) {
            throw new IOException(subject.name() + " did not return the contact: " + wire.answer());
        }
    }

    private String session() throws IOException, InterruptedException {
        String session =
                post(INITIALIZE, null).headers().firstValue("mcp-session-id").orElseThrow();
        post(INITIALIZED, session);
        return session;
    }

    private HttpResponse<String> post(String body, String session) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/json, text/event-stream")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (session != null) {
            request.header("Mcp-Session-Id", session);
        }
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() > 299) {
            throw new IOException(subject.name() + " answered " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    private String request(String method, String session, String body) {
        return """
                %s /mcp HTTP/1.1\r
                Host: 127.0.0.1:%d\r
                Accept: %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                MCP-Protocol-Version: 2025-06-18\r
                Mcp-Session-Id: %s\r
                \r
                %s""".formatted(
                        method,
                        uri.getPort(),
                        method.equals("GET") ? "text/event-stream" : "application/json, text/event-stream",
                        body.length(),
                        session,
                        body);
    }

    /// The same call as MCP 2026-07-28 has it, on the same server.
    Wire stateless() throws IOException {
        return stateless("");
    }

    /// The same for sub-accounts with a token each, where the server lets callers bring theirs.
    Wire ofSubAccounts() throws IOException {
        return stateless(
                "X-GHL-Token: pit-growth-%1$s\r\nX-GHL-Location: growth0location%1$s\r\n".formatted(Wire.SUB_ACCOUNT));
    }

    private Wire stateless(String headers) throws IOException {
        String body = CALL.substring(0, CALL.length() - 2) + "," + Eras.META + "}}";
        Wire stateless = new Wire(uri.getPort(), """
                POST /mcp HTTP/1.1\r
                Host: 127.0.0.1:%d\r
                Accept: application/json, text/event-stream\r
                Content-Type: application/json\r
                Content-Length: %d\r
                MCP-Protocol-Version: 2026-07-28\r
                Mcp-Method: tools/call\r
                Mcp-Name: get_contact\r
                %s\r
                %s""".formatted(uri.getPort(), body.length(), headers, body));
        if (!stateless.answer().contains("\"resultType\":\"complete\"")) {
            throw new IOException(subject.name() + " did not return the contact: " + stateless.answer());
        }
        return stateless;
    }

    /// Other clients begin sessions and hold a stream open each.
    void holdStreams(int max) throws IOException, InterruptedException {
        for (int i = 0; i < max; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort());
            streams.add(socket);
            socket.getOutputStream().write(request("GET", session(), "").getBytes(US_ASCII));
            if (socket.getInputStream().read() < 0) {
                throw new IOException(subject.name() + " closed a stream");
            }
        }
    }

    /// Resident memory now.
    /// What its objects take, after a collection: the resident memory also has what the collector leaves lying.
    double liveMb() throws IOException {
        return Usage.liveMb(process.pid());
    }

    double residentMb() throws IOException {
        return Usage.residentMb(process.pid());
    }

    @Override
    public Timing sequential(int calls) throws IOException {
        return wire.sequential(calls);
    }

    @Override
    public Timing inFlight(int calls) throws IOException {
        return wire.inFlight(calls);
    }

    @Override
    public void close() throws IOException {
        for (Socket stream : streams) {
            stream.close();
        }
        client.close();
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
