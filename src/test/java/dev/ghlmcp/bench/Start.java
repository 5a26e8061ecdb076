package dev.ghlmcp.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One start of a server: the clock runs from before the process exists; the first call comes a second after the
/// list, when a person would have typed something. Answers are parsed only after the clock is read.
record Start(
        double initializeMs,
        double listMs,
        Usage atList,
        double firstCallMs,
        Usage atCall,
        double atOnceMs,
        int listBytes,
        int tools,
        int answerBytes) {
    private static final JsonMapper JSON = new JsonMapper();
    static final long PAUSE_MS = 1000;
    private static final String HELLO = """
            {"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"benchmark","version":"1"}}""";
    private static final String CONTACT = """
            {"name":"get_contact","arguments":{"contactId":"abc123"}}""";

    static Start of(Subject subject, int apiPort) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try (StdioServer server = subject.start(apiPort)) {
            server.ask("initialize", HELLO);
            double initializeMs = millisSince(begin);
            server.tell("notifications/initialized");
            String list = server.ask("tools/list", "{}");
            double listMs = millisSince(begin);
            Usage atList = server.usage();
            Thread.sleep(PAUSE_MS);
            begin = System.nanoTime();
            String answer = server.ask("tools/call", CONTACT);
            double firstCallMs = millisSince(begin);
            check(subject, answer);
            int tools = JSON.readTree(list).at("/result/tools").size();
            return new Start(
                    initializeMs,
                    listMs,
                    atList,
                    firstCallMs,
                    server.usage(),
                    atOnceMs(subject, () -> subject.start(apiPort)),
                    bytes(list),
                    tools,
                    bytes(answer));
        }
    }

    /// From before the process exists to the first result, where nothing waits between list and call.
    static double atOnceMs(Subject subject, Starting starting) throws IOException {
        long begin = System.nanoTime();
        try (StdioServer server = ready(starting.start())) {
            String answer = server.ask("tools/call", CONTACT);
            double atOnceMs = millisSince(begin);
            check(subject, answer);
            return atOnceMs;
        }
    }

    /// How long a call takes.
    static double callMs(Subject subject, StdioServer server) throws IOException {
        long begin = System.nanoTime();
        String answer = server.ask("tools/call", CONTACT);
        double callMs = millisSince(begin);
        check(subject, answer);
        return callMs;
    }

    /// A server ready for calls.
    static StdioServer ready(StdioServer server) throws IOException {
        server.ask("initialize", HELLO);
        server.tell("notifications/initialized");
        server.ask("tools/list", "{}");
        return server;
    }

    /// Starts a server's process.
    interface Starting {
        StdioServer start() throws IOException;
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }

    private static double millisSince(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }

    /// A fast refusal must not pass for a fast answer.
    private static void check(Subject subject, String answer) throws IOException {
        JsonNode result = JSON.readTree(answer).path("result");
        boolean complete = result.path("structuredContent").toString().contains("abc123")
                && result.at("/content/0/text").asString("").contains("abc123");
        if (!complete || result.path("isError").asBoolean(false)) {
            throw new IOException(subject.name() + " did not return the contact: " + answer);
        }
    }
}
