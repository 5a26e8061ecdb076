package dev.ghlmcp.mcp.call;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.Scripted;
import dev.ghlmcp.mcp.audit.Audit;
import dev.ghlmcp.mcp.audit.AuditFile;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.server.HoldingUpstream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What listens to calls never changes them, and hears of all of them.
class CallListenersTest {
    private static final String NOTE = "{'contactId':'ouXvz8AgsBOHRYQt5OJB','body':'x'}";

    @TempDir
    private Path folder;

    @Test
    void aListenerThatFailsChangesNoResultAndStopsNoOther() throws IOException {
        CallListener failing = new CallListener() {
            @Override
            public void ended(CompletedCall call) {
                throw new IllegalStateException("full");
            }

            @Override
            public void close() {
                throw new AssertionError("still full");
            }
        };
        try (Scripted scripted = Scripted.heard(failing.and(audit()).and(failing))) {
            scripted.answer(any(anyUrl()), "{\"note\":{\"id\":\"n1\"}}");
            for (int i = 1; i <= 3; i++) {
                assertFalse(scripted.call("create_contact_note", NOTE).error());
                assertEquals(i, done().size());
            }
        }
    }

    @Test
    void aWriteThatEndsAtShutdownHasItsLine() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream()) {
            Dispatcher dispatcher = dispatcher(upstream);
            FutureTask<ToolResult> call = begin(dispatcher);
            assertTrue(upstream.awaitWaiting(1));
            upstream.release();
            dispatcher.close();
            assertEquals(List.of("yes"), done());
            assertFalse(call.get().error());
        }
    }

    @Test
    void aWriteThatHangsAtShutdownHasItsLine() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream()) {
            Dispatcher dispatcher = dispatcher(upstream);
            FutureTask<ToolResult> call = begin(dispatcher);
            assertTrue(upstream.awaitWaiting(1));
            dispatcher.close();
            assertEquals(List.of("unknown"), done());
            assertTrue(call.get().error());
        }
    }

    @Test
    void aWriteThatIsCancelledAtShutdownHasItsLine() throws Exception {
        try (HoldingUpstream upstream = new HoldingUpstream()) {
            Dispatcher dispatcher = dispatcher(upstream);
            FutureTask<ToolResult> call = begin(dispatcher);
            assertTrue(upstream.awaitWaiting(1));
            call.cancel(true);
            dispatcher.close();
            assertEquals(List.of("unknown"), done());
        }
    }

    @Test
    void aWriteThatEndsAfterTheAuditWasClosedHasItsLine() throws IOException {
        AtomicReference<CompletedCall> late = new AtomicReference<>();
        Audit audit = audit();
        try (Scripted scripted = Scripted.heard(late::set)) {
            scripted.answer(any(anyUrl()), "{}");
            scripted.call("create_contact_note", NOTE);
        }
        audit.close();
        Thread.currentThread().interrupt();
        audit.ended(late.get());
        Thread.interrupted();
        assertEquals(List.of("yes"), done());
    }

    private static FutureTask<ToolResult> begin(Dispatcher dispatcher) {
        FutureTask<ToolResult> call = new FutureTask<>(() -> dispatcher.call(
                dispatcher.local(),
                Confirmer.ABSENT,
                "create_contact_note",
                Json.MAPPER.createObjectNode().put("contactId", "c1").put("body", "x")));
        Thread.ofVirtual().start(call);
        return call;
    }

    private Dispatcher dispatcher(HoldingUpstream upstream) {
        Account account = new Account(
                URI.create(upstream.environment().get("GHL_BASE_URL")),
                new Secret("pit-location"),
                null,
                "loc1",
                null,
                Duration.ofSeconds(2),
                Duration.ofSeconds(20),
                Duration.ofSeconds(30));
        return DispatcherFixture.of(new HighLevelClient(account, "ghl-mcp/test"))
                .listener(audit())
                .open();
    }

    private Audit audit() {
        return new Audit(new AuditFile(file(), 10_000_000, 2), InstantSource.system(), System.err);
    }

    private Path file() {
        return folder.resolve("audit.jsonl");
    }

    /// How the calls ended.
    private List<String> done() throws IOException {
        return Files.readAllLines(file()).stream()
                .map(Json.MAPPER::readTree)
                .filter(line -> !line.path("outcome").asString().equals("started"))
                .map(line -> line.path("done").asString())
                .toList();
    }
}
