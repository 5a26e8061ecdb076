package dev.ghlmcp.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;

/// JSON-RPC messages with something wrong in them, the same ones for the same seed.
final class Mutations {
    private static final String MODERN = """
            "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
            "io.modelcontextprotocol/clientCapabilities":{"elicitation":{}}}}}""";

    private static final List<String> MESSAGES = List.of(
            "{\"jsonrpc\":\"2.0\",\"id\":8,\"method\":\"server/discover\",\"params\":{" + MODERN,
            "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/call\",\"params\":{\"name\":\"get_contact\","
                    + "\"arguments\":{\"contactId\":\"a\"},\"requestState\":\"x\",\"inputResponses\":{\"a\":{}},"
                    + MODERN,
            "{\"jsonrpc\":\"2.0\",\"id\":10,\"method\":\"tools/list\",\"params\":{\"cursor\":\"x\"," + MODERN,
            JsonRpc.INITIALIZE,
            JsonRpc.INITIALIZED,
            JsonRpc.PING,
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{}}",
            "{\"jsonrpc\":\"2.0\",\"id\":-9007199254740993,\"method\":\"logging/setLevel\",\"params\":{\"level\":\"debug\"}}",
            JsonRpc.call(2, "get_contact", "{\"contactId\":\"a\"}"),
            JsonRpc.call(3, "search_contacts", "{\"query\":\"x\",\"pageLimit\":1}"),
            JsonRpc.call(4, "list_calendars", "\"{}\""),
            JsonRpc.cancel("2"),
            "{\"jsonrpc\":\"2.0\",\"id\":5,\"result\":{\"action\":\"accept\"}}",
            "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"error\":{\"code\":-1,\"message\":\"no\",\"data\":[1,2]}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":1,\"progress\":2}}",
            "{\"jsonrpc\":\"2.0\",\"id\":6,\"method\":\"resources/read\",\"params\":{\"uri\":\"x://y\"}}",
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"completion/complete\",\"params\":{\"ref\":{\"type\":\"ref/prompt\"}}}");

    private static final List<String> SPLINTERS = List.of(
            "null",
            "true",
            "[]",
            "{}",
            "\"\"",
            "-0",
            "1e999",
            "1.5",
            "99999999999999999999",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"💥\"",
            ",",
            ":",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "\\",
            "\t",
            "\u0000",
            "/**/",
            "NaN",
            "\"id\":2,",
            "\"method\":\"ping\",",
            "\"params\":[],");

    private final Random random;

    Mutations(long seed) {
        this.random = new Random(seed);
    }

    /// The next message, without line ends.
    byte[] next() {
        String message = MESSAGES.get(random.nextInt(MESSAGES.size()));
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes = mutated(bytes);
        }
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                bytes[i] = ' ';
            }
        }
        return bytes;
    }

    private byte[] mutated(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), at + random.nextInt(12));
        String mutated = switch (random.nextInt(9)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(at);
            case 2 -> text.substring(0, at) + text.substring(to);
            case 3 -> text.substring(0, to) + text.substring(at);
            case 4 -> text.substring(0, at) + splinter() + text.substring(at);
            case 5 -> text.substring(0, at) + splinter() + text.substring(to);
            case 6 -> text.substring(0, at) + (char) random.nextInt(256) + text.substring(to);
            case 7 -> text.replaceFirst("\\{", "{\"deep\":" + nested() + ",");
            default -> text.replaceAll("\"[a-z]+\"(?=[,}])", splinterQuoted());
        };
        return mutated.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String splinter() {
        return new String(
                SPLINTERS.get(random.nextInt(SPLINTERS.size())).getBytes(StandardCharsets.UTF_8),
                StandardCharsets.ISO_8859_1);
    }

    private String splinterQuoted() {
        return Matcher.quoteReplacement(splinter());
    }

    private String nested() {
        int depth = random.nextInt(700);
        return "[".repeat(depth) + "]".repeat(random.nextInt(10) == 0 ? depth / 2 : depth);
    }
}
