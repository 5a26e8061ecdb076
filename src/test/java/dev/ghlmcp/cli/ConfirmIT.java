package dev.ghlmcp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.SandboxAccount;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `ghl-mcp call` asks on a terminal, and takes `--yes` where there is none. The audit file has a line for each try.
class ConfirmIT {
    private static final String CONTACT = "ouXvz8AgsBOHRYQt5OJB";
    private static final String DELETE = "call delete_contact --contact-id " + CONTACT;

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());

    @TempDir
    private Path folder;

    private record Run(int exit, List<String> out, String err) {}

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @BeforeEach
    void hasTheContact() throws Exception {
        assertTrue(there());
    }

    @Test
    void withoutATerminalYesMustBeSaid() throws Exception {
        Run unasked = run(Map.of(), DELETE);
        assertEquals(2, unasked.exit());
        assertTrue(
                unasked.err()
                        .contains("Nothing was sent: a person has to say yes to delete_contact, and this is no terminal"
                                + " (--yes says yes)."),
                unasked.err());
        Run dry = run(Map.of(), DELETE + " --dry-run");
        assertEquals(0, dry.exit(), dry.err());
        JsonNode request = Json.MAPPER.readTree(dry.out().getFirst()).path("request");
        assertEquals(
                "DELETE " + sandbox.uri() + "/contacts/" + CONTACT,
                request.path("method").asString() + " " + request.path("url").asString());
        assertTrue(there());
        Run denied = run(Map.of("GHL_CONFIRM_DENY", "contacts"), DELETE + " --yes");
        assertEquals(2, denied.exit());
        assertTrue(denied.err().contains("confirm.deny (GHL_CONFIRM_DENY) has contacts"), denied.err());
        assertTrue(there());
        assertEquals(0, run(Map.of(), DELETE + " --yes").exit());
        assertFalse(there());
        assertEquals(
                List.of("delete_contact 2 unasked no", "delete_contact 2 denied no", "delete_contact 0 200 yes"),
                audited().stream()
                        .map(line -> line.path("tool").asString() + " "
                                + (line.path("outcome").asString().equals("200") ? 0 : 2) + " "
                                + line.path("outcome").asString() + " "
                                + line.path("done").asString())
                        .toList());
        JsonNode last = audited().getLast();
        assertEquals(SampleAccount.LOCATION_ID, last.path("location").asString());
        assertEquals(CONTACT, last.at("/ids/contactId").asString());
        assertEquals("local", last.path("principal").asString());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(audit())));
    }

    @Test
    void whatIsAllowedNeedsNoYes() throws Exception {
        Run run = run(Map.of("GHL_CONFIRM_ALLOW", "delete_contact"), DELETE);
        assertEquals(0, run.exit(), run.err());
        assertFalse(there());
    }

    @Test
    void aNameThatIsNoneStopsTheStart() throws Exception {
        for (String command : List.of("stdio", "http", DELETE)) {
            Run run = run(Map.of("GHL_CONFIRM_ALLOW", "delete_contract"), command);
            assertEquals(2, run.exit(), command);
            assertTrue(
                    run.err()
                            .contains(
                                    "confirm.allow: there is no tool, toolset or class 'delete_contract'; did you mean"
                                            + " delete_contact or"),
                    run.err());
        }
    }

    @Test
    void aTerminalIsAsked() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script (util-linux) makes the terminal");
        String no = terminal("n");
        assertTrue(no.contains("Delete contact: \"Priya Raman\" (contactId \"" + CONTACT + "\")? "), no);
        assertTrue(no.stripTrailing().endsWith("Nothing was deleted."), no);
        assertTrue(there());
        assertTrue(terminal("y").contains("succeded"));
        assertFalse(there());
    }

    @Test
    void manyAreAskedForOnceByYes() throws Exception {
        String line = "{\"operation\":\"remove\",\"contacts\":[\"" + CONTACT + "\"],\"tags\":[\"vip\"]}\n";
        Path input = Files.writeString(folder.resolve("lines"), line.repeat(3));
        Path done = folder.resolve("notes.done");
        String[] remove = {"call", "bulk_update_contact_tags", "--each", "--done", done.toString()};
        Run unasked = run(input, remove);
        assertEquals(1, unasked.exit());
        assertEquals(1, unasked.out().size(), unasked.out().toString());
        assertTrue(unasked.out().getFirst().contains("with --each nobody is asked (--yes says yes to every line)"));
        Run dry = run(input, "call", "bulk_update_contact_tags", "--each", "--done", done.toString(), "--dry-run");
        assertEquals(3, dry.out().size(), dry.err());
        assertFalse(Files.readString(done).contains("done "), "a dry run is nothing done");
        Run yes = run(input, "call", "bulk_update_contact_tags", "--each", "--done", done.toString(), "--yes");
        assertEquals(0, yes.exit(), yes.err());
        assertTrue(yes.out().size() >= 1, yes.err());
    }

    @Test
    void twoProgramsShareOneAuditFile() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            lines.append("{\"contactId\":\"")
                    .append(CONTACT)
                    .append("\",\"body\":\"note ")
                    .append(i)
                    .append("\"}\n");
        }
        Path input = Files.writeString(folder.resolve("lines"), lines);
        try (BuiltProgram one = BuiltProgram.start(input, environment(), "call", "create_contact_note", "--each");
                BuiltProgram two = BuiltProgram.start(input, environment(), "call", "create_contact_note", "--each")) {
            assertEquals(25, one.rest().size());
            assertEquals(25, two.rest().size());
            assertEquals(0, one.exitCode());
            assertEquals(0, two.exitCode());
        }
        assertEquals(50, audited().size());
        assertFalse(Files.readString(audit()).contains("note 1"));
    }

    private String terminal(String answer) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        "script", "-qec", BuiltProgram.launcher() + " " + DELETE, "/dev/null")
                .redirectErrorStream(true);
        builder.environment().putAll(environment());
        Process process = builder.start();
        try {
            process.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), all);
            return all;
        } finally {
            process.destroyForcibly();
        }
    }

    private boolean there() throws IOException, InterruptedException {
        return run(Map.of(), "call get_contact --contact-id " + CONTACT).exit() == 0;
    }

    private Path audit() {
        return folder.resolve("audit.jsonl");
    }

    private List<JsonNode> audited() throws IOException {
        return Files.readAllLines(audit()).stream()
                .map(Json.MAPPER::readTree)
                .filter(line -> !line.path("outcome").asString().equals("started"))
                .toList();
    }

    private Map<String, String> environment() {
        return SandboxAccount.variables(sandbox.uri().toString(), "GHL_AUDIT_FILE", audit().toString());
    }

    private Run run(Map<String, String> more, String command) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(environment());
        environment.putAll(more);
        try (BuiltProgram program = BuiltProgram.start(environment, command.split(" "))) {
            program.endInput();
            List<String> out = program.rest();
            return new Run(program.exitCode(), out, program.stderr());
        }
    }

    private Run run(Path input, String... arguments) throws IOException, InterruptedException {
        try (BuiltProgram program = BuiltProgram.start(input, environment(), arguments)) {
            List<String> out = program.rest();
            return new Run(program.exitCode(), out, program.stderr());
        }
    }
}
