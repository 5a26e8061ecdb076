package dev.ghlmcp.sync.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.confirm.Confirmer;
import dev.ghlmcp.sync.echo.EchoGuard;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// What a sync writes is not posted back, and what a watch posts is not written back.
class SyncEchoTest {
    private static final String ADA = "{\"email\":\"ada@example.com\",\"name\":\"Ada\",\"at\":1,\"tags\":[\"vip\"]}";

    @TempDir
    Path folder;

    private SyncTrial trial;
    private String contact;

    @BeforeEach
    void begin() throws InterruptedException {
        trial = new SyncTrial(folder);
        trial.time.set(System.currentTimeMillis());
        trial.syncs.add(SyncTrial.customers());
        trial.echo = new EchoGuard(trial.store.documents(), trial.clock);
        trial.send("customers", ADA);
        trial.look();
        contact = trial.ledger().find("customers", "ada@example.com").highLevelId();
    }

    @AfterEach
    void end() {
        trial.close();
    }

    /// An event of the contact as HighLevel has it now.
    private String event() {
        ObjectNode item = trial.dispatcher
                .call(
                        trial.dispatcher.local(),
                        Confirmer.ABSENT,
                        "get_contact",
                        Json.MAPPER.createObjectNode().put("contactId", contact))
                .json()
                .path("contact")
                .asObject();
        ObjectNode event = Json.MAPPER.createObjectNode();
        event.putObject("data")
                .put("change", "changed")
                .put("id", contact)
                .set("item", item.retain("id", "email", "phone", "tags", "source", "dateUpdated"));
        return event.toString();
    }

    private void edit(String tool, String arguments) {
        trial.dispatcher.call(
                trial.dispatcher.local(),
                Confirmer.ABSENT,
                tool,
                Json.MAPPER.readTree(arguments).asObject().put("contactId", contact));
    }

    @Test
    void whatASyncWroteIsNotPostedForTenMinutes() {
        assertTrue(trial.echo.echo(event()), event());
        trial.pass(Duration.ofMinutes(11));
        assertFalse(trial.echo.echo(event()));
    }

    @Test
    void whatSomebodyChangesInHighLevelIsPosted() {
        edit("update_contact", "{\"source\":\"phone\"}");
        assertFalse(trial.echo.echo(event()));
        assertFalse(
                trial.echo.echo("{\"data\":{\"change\":\"changed\",\"id\":\"another\",\"item\":{\"email\":\"a\"}}}"));
        assertFalse(trial.echo.echo("{\"data\":{\"change\":\"removed\",\"id\":\"" + contact + "\"}}"));
        String later = event().replaceAll(
                        "\"dateUpdated\":\"[^\"]*\"",
                        "\"dateUpdated\":\""
                                + Instant.ofEpochMilli(trial.time.get()).plusSeconds(60) + "\"");
        assertFalse(trial.echo.echo(later), "whatever it was that changed");
    }

    @Test
    void whatAWatchPostedIsNotWrittenBack() throws InterruptedException {
        edit("update_contact", "{\"firstName\":\"Ada B\"}");
        String changed = ADA.replace("Ada", "Ada B").replace("\"at\":1", "\"at\":2");
        int writes = trial.writes().size();
        trial.time.addAndGet(Duration.ofSeconds(60).toMillis());
        String event = event().replaceAll(
                        "\"dateUpdated\":\"[^\"]*\"",
                        "\"dateUpdated\":\"" + Instant.ofEpochMilli(trial.time.get()) + "\"");
        assertFalse(trial.echo.echo(event), "it is posted");
        String back = trial.send("customers", changed);
        trial.look();
        assertEquals(SyncState.UNCHANGED, trial.message("customers", back).state());
        assertEquals(writes, trial.writes().size());

        String other = trial.send("customers", changed.replace("Ada B", "Ada C"));
        trial.look();
        assertEquals(SyncState.DONE, trial.message("customers", other).state(), "another value is written");
    }
}
