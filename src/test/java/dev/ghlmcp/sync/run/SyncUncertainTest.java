package dev.ghlmcp.sync.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.mcp.call.ToolResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person says of a message whose call may have been carried out.
class SyncUncertainTest {
    private static final String PAID_40 = "{\"email\":\"ada@example.com\",\"paid\":40}";
    private static final String PAID_100 = "{\"email\":\"ada@example.com\",\"paid\":100}";

    @TempDir
    Path folder;

    @AutoClose
    private SyncTrial trial;

    private String contact = "";

    @BeforeEach
    void open() {
        trial = new SyncTrial(folder);
    }

    @Test
    void whatWasCarriedOutIsRememberedAndTheRestFollows() throws Exception {
        String first = uncertainPayment();
        SyncMessage letter = trial.message("paying", first);
        assertTrue(letter.problem().contains("sync replay paying " + first + " --uncertain done"), letter.problem());
        assertEquals("", trial.ledger().link("paying", "ada@example.com", contact), "it says nothing of the payment");
        assertEquals(first, trial.ledger().uncertain("paying", "ada@example.com"));

        trial.ledger().settle(letter, true);
        assertTrue(trial.inbox().replay(letter));
        String next = trial.send("paying", PAID_100);
        trial.look();
        trial.look();
        assertEquals(SyncState.DONE, trial.message("paying", first).state());
        assertEquals(SyncState.DONE, trial.message("paying", next).state());
        assertEquals(List.of("paid 40", "paid 60"), notes());
        assertEquals(
                2,
                trial.bodies().stream()
                        .filter(body -> body.contains("\"tags\""))
                        .count(),
                "later steps follow");
        assertEquals("", trial.ledger().uncertain("paying", "ada@example.com"));
    }

    @Test
    void whatWasNotCarriedOutIsRepeated() throws Exception {
        String first = uncertainPayment();
        SyncMessage letter = trial.message("paying", first);
        trial.ledger().settle(letter, true);
        trial.ledger().settle(letter, false);
        trial.inbox().replay(letter);
        trial.look();
        assertEquals(SyncState.DONE, trial.message("paying", first).state());
        assertEquals(List.of("paid 40", "paid 40"), notes());
    }

    @Test
    void whoLinksARecordThatMayHaveBeenCreatedSaysThatItWas() throws Exception {
        AtomicBoolean silent = new AtomicBoolean(true);
        trial.syncs.add(SyncTrial.sync(
                "creating",
                null,
                false,
                Set.of(),
                SyncTrial.step("create_contact", "$new", "{\"email\": email}", "contact", Map.of()),
                SyncTrial.step(
                        "add_contact_tags", null, "{\"contactId\": $contact.id, \"tags\": [\"in\"]}", null, Map.of())));
        losing("create_contact", silent);
        String first = trial.send("creating", "{\"email\":\"ada@example.com\"}");
        trial.look();
        SyncMessage letter = trial.message("creating", first);
        assertEquals("uncertain", letter.reason());
        assertThrows(IllegalArgumentException.class, () -> trial.ledger().settle(letter, true), "which is it?");

        silent.set(false);
        assertEquals(first, trial.ledger().link("creating", "ada@example.com", contact));
        assertTrue(trial.inbox().replay(letter));
        trial.look();
        assertEquals(SyncState.DONE, trial.message("creating", first).state());
        assertEquals(2, trial.writes().size(), trial.writes().toString());
        assertTrue(
                trial.writes().getLast().contains(contact + "/tags"),
                trial.writes().toString());
    }

    /// A contact, and a note of what was paid since, of which the answer is lost the first time.
    private String uncertainPayment() throws InterruptedException {
        trial.syncs.add(SyncTrial.sync(
                "paying",
                null,
                true,
                Set.of(),
                SyncTrial.step("upsert_contact", null, "{\"email\": email}", "contact", Map.of()),
                SyncTrial.step(
                        "create_contact_note",
                        null,
                        "{\"contactId\": $contact.id, \"body\": \"paid \" & $string(paid - ($linked.paid ? $linked.paid : 0))}",
                        null,
                        Map.of("paid", SyncTrial.expression("paid"))),
                SyncTrial.step(
                        "add_contact_tags",
                        null,
                        "{\"contactId\": $contact.id, \"tags\": [\"paid \" & $string(paid)]}",
                        null,
                        Map.of())));
        AtomicBoolean silent = new AtomicBoolean(true);
        losing("create_contact_note", silent);
        String first = trial.send("paying", PAID_40);
        trial.look();
        silent.set(false);
        assertEquals("uncertain", trial.message("paying", first).reason());
        return first;
    }

    private void losing(String tool, AtomicBoolean silent) {
        trial.answer((called, arguments, sandbox) -> {
            ToolResult result = sandbox.call("any", called, arguments);
            contact = result.json().at("/contact/id").asString(contact);
            return called.equals(tool) && silent.get() ? ToolResult.failed("500", "HighLevel answered 500") : result;
        });
    }

    private List<String> notes() {
        return trial.bodies().stream()
                .filter(body -> body.contains("\"paid ") && !body.contains("\"tags\""))
                .map(body -> body.replaceAll(".*\"(paid \\d+)\".*", "$1"))
                .toList();
    }
}
