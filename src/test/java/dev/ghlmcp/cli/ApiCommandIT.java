package dev.ghlmcp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.SandboxAccount;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The operations that no tool has, from the built program.
class ApiCommandIT {
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withLimits(0, 0));

    @TempDir
    private Path folder;

    private record Run(int exit, List<String> out, String err) {}

    @AfterEach
    void close() {
        sandbox.close();
    }

    private Map<String, String> environment(String... settings) {
        Map<String, String> environment = SandboxAccount.variables(sandbox.uri().toString());
        for (String setting : settings) {
            environment.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        return environment;
    }

    private static Run run(Map<String, String> environment, List<String> input, String... command) throws Exception {
        try (BuiltProgram program = BuiltProgram.start(environment, command)) {
            for (String line : input) {
                program.send(line);
            }
            program.endInput();
            List<String> out = program.rest();
            return new Run(program.exitCode(), out, program.stderr());
        }
    }

    @Test
    void allAreListedAndCounted() throws Exception {
        Run all = run(environment(), List.of(), "tools", "--all");
        assertEquals(0, all.exit(), all.err());
        assertTrue(
                all.out().getLast().startsWith("128 tools, and 516 operations that no tool has ("), all.out()::getLast);
        assertTrue(all.out().stream().anyMatch(line -> line.startsWith("send_invoice ")), "send_invoice");
        Run one = run(environment(), List.of(), "tools", "list_surveys");
        assertTrue(String.join("\n", one.out()).contains("Signature: list_surveys({"), one.out()::toString);
    }

    @Test
    void eachLineIsOneCallAndAllPagesAreFollowed() throws Exception {
        List<String> lines = IntStream.rangeClosed(1, 5)
                .mapToObj(number -> "{\"name\":\"Product " + number + "\"}")
                .toList();
        Run off = run(environment(), lines, "call", "create_product", "productType=SERVICE", "--each");
        assertEquals(2, off.exit(), off.err());
        assertTrue(off.err().contains("create_product is of the class write"), off.err());
        Run each = run(
                environment("GHL_API_OPERATIONS=read,write"),
                lines,
                "call",
                "create_product",
                "productType=SERVICE",
                "--each");
        assertEquals(0, each.exit(), each.err());
        assertEquals(5, sandbox.writes().size());
        Run pages = run(
                environment(), List.of(), "call", "list_products", "--limit", "2", "--all-pages", "--select", "name");
        assertEquals(0, pages.exit(), pages.err());
        assertEquals(5, pages.out().size(), pages.out()::toString);
    }

    @Test
    void aFileOfTheFolderIsUploadedAndNoOther() throws Exception {
        Path uploads = Files.createDirectory(folder.resolve("uploads"));
        Files.writeString(uploads.resolve("logo.svg"), "<svg/>");
        Files.writeString(folder.resolve("secret"), "pit-1");
        Map<String, String> settings = environment("GHL_API_OPERATIONS=all", "GHL_API_UPLOAD_DIR=" + uploads);
        Run sent = run(settings, List.of(), "call", "upload_media_file", "--file", "logo.svg", "--name", "Logo");
        assertEquals(0, sent.exit(), sent.err());
        Run refused = run(settings, List.of(), "call", "upload_media_file", "--file", "../secret");
        assertEquals(2, refused.exit(), refused.err());
        assertTrue(refused.err().contains("must be a file in the folder"), refused.err());
    }

    @Test
    void sendingWantsTheSettingAndThePerson() throws Exception {
        String[] command = {"call", "send_invoice", "invoiceId=i1", "userId=u1", "action=email", "liveMode=false"};
        Run off = run(environment(), List.of(), command);
        assertEquals(2, off.exit(), off.err());
        assertTrue(off.err().contains("send_invoice is of the class outward"), off.err());
        Run asked = run(environment("GHL_API_OPERATIONS=all"), List.of(), command);
        assertTrue(asked.exit() != 0 && asked.err().contains("--yes"), asked.err());
        assertEquals(0, sandbox.writes().size());
    }

    @Test
    void aClientListsThemAsTheSettingsSay() throws Exception {
        assertEquals(128, listed().size());
        List<String> beside = listed("GHL_API_OPERATIONS=read");
        assertEquals(131, beside.size());
        assertTrue(beside.containsAll(List.of("search_tools", "describe_tool", "call_tool")));
        List<String> reads = listed("GHL_TOOLS_TOOLSETS=contacts,api:invoices");
        assertTrue(reads.containsAll(List.of("get_contact", "list_invoices")), reads::toString);
        assertFalse(reads.contains("send_invoice"), reads::toString);
        List<String> single = listed("GHL_TOOLS_INCLUDE=send_invoice", "GHL_API_OPERATIONS=outward");
        assertTrue(single.contains("send_invoice"), single::toString);
        Run wrong = run(environment("GHL_TOOLS_INCLUDE=send_invoice"), List.of(), "stdio");
        assertEquals(2, wrong.exit(), wrong.err());
        assertTrue(wrong.err().contains("send_invoice is of the class outward"), wrong.err());
    }

    @Test
    void aServerReadsNoFileForItsClientsAndKeepsToItsPaths() throws Exception {
        Files.writeString(folder.resolve("logo.svg"), "<svg/>");
        Map<String, String> settings =
                environment("GHL_API_OPERATIONS=all", "GHL_API_UPLOAD_DIR=" + folder, "GHL_HTTP_PORT=0");
        try (BuiltProgram program = BuiltProgram.start(settings, "http")) {
            URI mcp = program.address();
            String local = post(mcp, "upload_media_file", "{\"file\":\"logo.svg\"}");
            assertTrue(local.contains("this server reads no files"), local);
            String held =
                    post(mcp, "upload_media_file", "{\"file\":{\"filename\":\"a.svg\",\"dataBase64\":\"PHN2Zy8+\"}}");
            assertTrue(held.contains("fileId"), held);
            URI readOnly = URI.create(mcp + "/readonly");
            String refused = post(readOnly, "create_product", "{\"name\":\"x\",\"productType\":\"SERVICE\"}");
            assertTrue(refused.contains("only what reads can be called here"), refused);
            String narrow = post(URI.create(mcp + "/x/contacts"), "list_products", "{}");
            assertTrue(narrow.contains("Unknown tool: call_tool"), narrow);
            assertEquals(1, sandbox.writes().size());
        }
    }

    private static String post(URI path, String tool, String arguments) throws Exception {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"call_tool\","
                + "\"arguments\":{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}}}";
        HttpRequest request = HttpRequest.newBuilder(path)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(60))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }

    private List<String> listed(String... settings) throws Exception {
        try (BuiltProgram program = BuiltProgram.start(environment(settings), "stdio")) {
            program.send("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
                    + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"raw\",\"version\":\"1\"}}}");
            assertTrue(program.next().contains("\"id\":0"));
            program.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
            program.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
            JsonNode answer = Json.MAPPER.readTree(program.next());
            program.endInput();
            return answer.at("/result/tools")
                    .valueStream()
                    .map(tool -> tool.path("name").asString())
                    .toList();
        }
    }
}
