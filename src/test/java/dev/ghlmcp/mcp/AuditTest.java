package dev.ghlmcp.mcp;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.reply.TraceContext;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.audit.Audit;
import dev.ghlmcp.mcp.audit.AuditFile;
import dev.ghlmcp.mcp.call.ToolResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The file that notes every call that writes.
class AuditTest {
    private static final String WORD = "MARKERfreetext00112233";
    private static final String ANSWER = """
            {"contact":{"id":"Bz1MsAMZhaoYD7djHZma","name":"%1$s","email":"%1$s","tags":["%1$s"]},\
            "message":"%1$s","traceId":"0e0ae06b-5a7c-4a1b-9a44-3f5e0e5f6b11"}""".formatted(WORD);

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void everyWriteHasALineWithoutFreeText() throws IOException {
        Examples examples = new Examples();
        Filled filled = new Filled(WORD);
        List<ToolDefinition> tools = Catalog.load().tools();
        int writes = 0;
        int done = 0;
        try (Scripted scripted = audited()) {
            for (String answer : List.of("200", "422")) {
                scripted.answer(any(anyUrl()), jsonResponse(ANSWER, Integer.parseInt(answer)));
                for (ToolDefinition tool : tools) {
                    ToolResult result = scripted.call(tool.name(), filled.of(examples.schema(tool)));
                    if (!tool.hints().readOnly()) {
                        writes++;
                        done += result.outcome().equals(answer) ? 1 : 0;
                        assertEquals(writes, ends().size(), tool.name());
                        assertEquals(tool.name(), lines().getLast().path("tool").asString());
                        assertEquals(
                                result.outcome(),
                                lines().getLast().path("outcome").asString());
                    } else {
                        assertEquals(writes, ends().size(), tool.name());
                    }
                }
            }
        }
        System.out.println("audited: " + writes + " calls, of which HighLevel answered " + done);
        assertTrue(done > writes * 3 / 4, done + " of " + writes + " got through");
        assertFalse(Files.readString(file()).contains("MARKER"), "free text");
    }

    @Test
    void saysWhoWhatWhereAndHowItEnded() throws Exception {
        try (Scripted scripted = audited()) {
            scripted.answer(any(anyUrl()), jsonResponse(ANSWER, 201));
            String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
            ScopedValue.where(TraceContext.CURRENT, TraceContext.of(parent, null))
                    .run(() -> scripted.call(
                            "create_contact_task",
                            "{'contactId':'ouXvz8AgsBOHRYQt5OJB','title':'Call Maria','dueDate':'2030-01-31T09:00:00Z',"
                                    + "'assignedTo':'mavzfVABqZ5YsOOlB1f4'}"));
            assertEquals(
                    """
                    {"time":"2026-11-26T10:00:00Z","principal":"local","tool":"create_contact_task","location":"loc1",\
                    "ids":{"contactId":"ouXvz8AgsBOHRYQt5OJB","assignedTo":"mavzfVABqZ5YsOOlB1f4",\
                    "answer.contact.id":"Bz1MsAMZhaoYD7djHZma"},"outcome":"201","done":"yes",\
                    "call":"%s","traceId":"0e0ae06b-5a7c-4a1b-9a44-3f5e0e5f6b11","trace":"0af7651916cd43dd8448eb211c80319c"}""".formatted(lines().getLast().path("call").asString()),
                    lines().getLast().toString());

            scripted.call("delete_contact", "{'contactId':'Maria Lopez'}");
            assertEquals("no", lines().getLast().path("done").asString());
            assertFalse(lines().getLast().toString().contains("Maria"));

            scripted.answer(any(anyUrl()), jsonResponse("{}", 500));
            scripted.call("create_contact_note", "{'contactId':'ouXvz8AgsBOHRYQt5OJB','body':'x'}");
            assertEquals("500 unknown", ended());

            scripted.answer(any(anyUrl()), WireMock.aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
            scripted.call("create_contact_note", "{'contactId':'ouXvz8AgsBOHRYQt5OJB','body':'x'}");
            assertEquals("unreachable unknown", ended());

            int before = lines().size();
            scripted.call("create_contact_note", "{'contactId':'c1','body':'x','dryRun':true}");
            assertEquals(before, lines().size(), "a dry run is no write");
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        }
    }

    /// As a process that is killed in the call leaves it.
    @Test
    void aWriteHasALineBeforeItIsSent() throws Exception {
        List<String> before = new CopyOnWriteArrayList<>();
        try (Scripted scripted = audited()) {
            scripted.upstream.addMockServiceRequestListener((_, _) -> before.addAll(text()));
            scripted.answer(any(anyUrl()), jsonResponse("{}", 201));
            scripted.call("create_contact_note", "{'contactId':'ouXvz8AgsBOHRYQt5OJB','body':'x'}");
            JsonNode end = lines().getLast();
            assertEquals("""
                    {"time":"2026-11-26T10:00:00Z","principal":"local","tool":"create_contact_note","location":"loc1",\
                    "ids":{"contactId":"ouXvz8AgsBOHRYQt5OJB"},"outcome":"started","done":"unknown","call":"%s"}""".formatted(end.path("call").asString()), String.join("|", before));
            assertEquals("201 yes", ended());
            scripted.call("get_contact", "{'contactId':'ouXvz8AgsBOHRYQt5OJB'}");
            scripted.call("create_contact_note", "{'contactId':'c1'}");
            assertEquals(3, lines().size(), "reads have none, and what is refused before has one");
            assertTrue(lines().getLast().path("call").isMissingNode());
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsToldOnceAndStopsNoCall() {
        AuditFile gone = new AuditFile(folder.resolve("gone/audit.jsonl"), 1000, 2);
        try (Scripted scripted = Scripted.heard(audit(gone))) {
            scripted.answer(any(anyUrl()), "{}");
            for (int i = 0; i < 3; i++) {
                assertFalse(scripted.call("create_contact_note", "{'contactId':'c1','body':'x'}")
                        .error());
            }
        }
        String reported = err.toString(StandardCharsets.UTF_8);
        assertEquals(1, reported.lines().count(), reported);
        assertTrue(reported.contains("audit.jsonl cannot be written (NoSuchFileException)"), reported);
    }

    private String ended() throws IOException {
        JsonNode line = lines().getLast();
        return line.path("outcome").asString() + " " + line.path("done").asString();
    }

    private Scripted audited() {
        return Scripted.heard(audit(new AuditFile(file(), 10_000_000, 2)));
    }

    private Audit audit(AuditFile file) {
        return new Audit(
                file,
                InstantSource.fixed(Instant.parse("2026-11-26T10:00:00Z")),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private Path file() {
        return folder.resolve("audit.jsonl");
    }

    private List<JsonNode> lines() {
        return text().stream().map(Json.MAPPER::readTree).toList();
    }

    private List<JsonNode> ends() {
        return lines().stream()
                .filter(line -> !line.path("outcome").asString().equals("started"))
                .toList();
    }

    private List<String> text() {
        try {
            return Files.exists(file()) ? Files.readAllLines(file()) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
