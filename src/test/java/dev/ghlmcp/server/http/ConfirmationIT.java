package dev.ghlmcp.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.NodePackage;
import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// The TypeScript SDK's client is asked before the built program deletes, on every transport and in both eras of MCP.
class ConfirmationIT {
    private final List<BuiltProgram> running = new ArrayList<>();
    private final Map<String, String> sandboxed = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private Iterator<String> contacts;
    private String url;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        BuiltProgram sandbox = BuiltProgram.start(Map.of(), "sandbox");
        running.add(sandbox);
        sandboxed.putAll(sandbox.variables());
        BuiltProgram http = BuiltProgram.start(sandboxed, "http", "--port", "0");
        running.add(http);
        url = http.address().toString();
        try (BuiltProgram search = BuiltProgram.start(sandboxed, "call", "search_contacts", "pageLimit=50")) {
            for (JsonNode contact : Json.MAPPER.readTree(search.next()).path("contacts")) {
                names.put(
                        contact.path("id").asString(),
                        contact.path("firstNameLowerCase").asString(""));
            }
        }
        contacts = names.keySet().iterator();
    }

    @AfterEach
    void stop() {
        running.forEach(BuiltProgram::close);
    }

    @ParameterizedTest
    @CsvSource({"legacy, stdio", "legacy, http", "legacy, sse", "auto, http", "auto, stdio"})
    void theClientIsAsked(String mode, String transport) throws IOException, InterruptedException {
        String id = contacts.next();
        String other = contacts.next();
        JsonNode visits = visits(mode, transport, id + "," + other);
        assertEquals(6, visits.size());
        JsonNode coded = ((ArrayNode) visits).remove(5);
        assertTrue(coded.at("/asked/0").asString().contains(" (contactId \"" + other + "\")?"), coded::toString);
        assertTrue(coded.path("text").asString().startsWith(text("accept")), coded::toString);
        assertTrue(coded.at("/asked/1").asString().contains("was used already"), coded::toString);
        assertFalse(coded.path("there").asBoolean(), coded::toString);
        for (JsonNode visit : visits) {
            String answer = visit.path("answer").asString();
            boolean accepted = answer.equals("accept");
            assertEquals(
                    !accepted && !answer.equals("none"), visit.path("error").asBoolean(), visit::toString);
            assertEquals(!accepted, visit.path("there").asBoolean(), visit::toString);
            assertEquals(answer.equals("none") ? 0 : 1, visit.path("asked").size(), visit::toString);
            String question = visit.path("asked").path(0).asString("").toLowerCase(Locale.ROOT);
            assertTrue(
                    answer.equals("none")
                            || (question.startsWith("delete contact: \"" + names.get(id))
                                    && question.contains(" (contactid \"" + id.toLowerCase(Locale.ROOT) + "\")?")),
                    visit::toString);
            assertTrue(visit.path("text").asString().startsWith(text(answer)), visit::toString);
        }
    }

    private static String text(String answer) {
        return switch (answer) {
            case "accept" -> "{\"succeded\":true";
            case "decline" -> "Nothing was sent: the person said no to this call of delete_contact.";
            case "cancel" -> "Nothing was sent: the person was asked and did not answer.";
            case "none" -> "{\"done\":false,\"wouldHappen\":\"Delete contact: ";
            default -> "thrown: ";
        };
    }

    private JsonNode visits(String mode, String transport, String id) throws IOException, InterruptedException {
        NodePackage client = NodePackage.of("ts-client");
        String trouble = client.install();
        assumeTrue(trouble == null, trouble);
        List<String> command = new ArrayList<>(List.of(
                client.home().resolve("node_modules/.bin/node").toAbsolutePath().toString(),
                client.home().resolve("ask.mjs").toString(),
                mode,
                id,
                transport));
        command.addAll(
                switch (transport) {
                    case "stdio" -> List.of(BuiltProgram.launcher().toString(), "stdio");
                    case "sse" -> List.of(url.replaceFirst("/mcp$", "/sse"));
                    default -> List.of(url);
                });
        Path out = folder.resolve("visits.json");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(sandboxed);
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the client did not end");
            assertEquals(0, process.exitValue(), Files.readString(err));
            return Json.MAPPER.readTree(Files.readString(out));
        } finally {
            process.destroyForcibly();
        }
    }
}
