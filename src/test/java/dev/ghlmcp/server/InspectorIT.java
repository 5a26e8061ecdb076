package dev.ghlmcp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.NodePackage;
import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The official inspector's command line against the built program on the sandbox.
class InspectorIT {
    private static final NodePackage PACKAGE = NodePackage.of("inspector");

    private record Run(int exit, JsonNode answer, String err) {}

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        String trouble = PACKAGE.install();
        assumeTrue(trouble == null, trouble);
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy", "auto", "modern"})
    void findsNoFaultInTheToolList(String era) throws Exception {
        Run run = inspect(era, "--strict", "--method", "tools/list");
        assertEquals(0, run.exit(), run.err());
        assertEquals("", run.err(), "a complaint");
        assertEquals(
                ToolView.load().listed(),
                run.answer()
                        .at("/result/tools")
                        .valueStream()
                        .map(tool -> tool.path("name").asString())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy", "auto", "modern"})
    void callsATool(String era) throws Exception {
        Run run = inspect(era, "--method", "tools/call", "--tool-name", "search_contacts", "--tool-arg", "pageLimit=1");
        assertEquals(0, run.exit(), run.err());
        assertEquals(1, run.answer().at("/result/structuredContent/contacts").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy", "modern"})
    void seesAFailedCallAsOne(String era) throws Exception {
        Run run = inspect(era, "--method", "tools/call", "--tool-name", "get_contact", "--tool-arg", "contactId=none");
        assertEquals(5, run.exit(), "the inspector's code for a tool error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy", "modern"})
    void listsAndGetsPrompts(String era) throws Exception {
        Run list = inspect(era, "--method", "prompts/list");
        assertEquals(0, list.exit(), list.err());
        assertEquals(6, list.answer().at("/result/prompts").size());
        Run get = inspect(
                era,
                "--method",
                "prompts/get",
                "--prompt-name",
                "pipeline_review",
                "--prompt-args",
                "pipeline=Invisalign");
        assertEquals(0, get.exit(), get.err());
        assertEquals(2, get.answer().at("/result/messages").size());
        assertTrue(get.answer().at("/result/messages/0/content/text").asString().contains("Invisalign"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy", "modern"})
    void readsAResource(String era) throws Exception {
        Run run = inspect(era, "--method", "resources/read", "--uri", "ghl://pipelines");
        assertEquals(0, run.exit(), run.err());
        assertTrue(run.answer().at("/result/contents/0/text").asString().contains("New patients"));
    }

    private static Run inspect(String era, String... arguments) throws IOException, InterruptedException {
        Path bin = PACKAGE.home().resolve("node_modules/.bin").toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(
                bin.resolve("node").toString(),
                bin.resolve("mcp-inspector").toString(),
                "--cli",
                "-q",
                "--format",
                "json",
                "--protocol-era",
                era));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--", BuiltProgram.launcher().toString(), "stdio", "--sandbox"));
        Path out = Files.createTempFile("inspector", ".json");
        Path err = Files.createTempFile("inspector", ".err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the inspector did not end");
            String text = Files.readString(out, StandardCharsets.UTF_8);
            return new Run(
                    process.exitValue(), text.isBlank() ? null : Json.MAPPER.readTree(text), Files.readString(err));
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }
}
