package dev.ghlmcp.sync.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.sandbox.api.AppliedWrite;
import dev.ghlmcp.store.EndingProcess;
import dev.ghlmcp.store.EventStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes that end at any step, and several on one store. With `-Dsync.crashes=2` a second process ends at every
/// third step as well, which takes a minute.
class SyncCrashTest {
    private static final int CRASHES = Integer.getInteger("sync.crashes", 1);

    @TempDir
    Path folder;

    private static SyncCalls ending(SyncCalls calls, EndingProcess process) {
        return SyncTrial.answering(calls, (tool, arguments, sandbox) -> {
            process.step();
            var result = sandbox.call("notes", tool, arguments);
            process.step();
            return result;
        });
    }

    /// The second step makes a new note each time it is called.
    private static void notes(SyncTrial trial) {
        trial.syncs.add(SyncTrial.sync(
                "notes",
                null,
                false,
                Set.of(),
                SyncTrial.step("upsert_contact", null, "{\"email\": email}", "contact", Map.of()),
                SyncTrial.step(
                        "create_contact_note", null, "{\"contactId\": $contact.id, \"body\": email}", null, Map.of()),
                SyncTrial.step(
                        "add_contact_tags",
                        null,
                        "{\"contactId\": $contact.id, \"tags\": [\"new\"]}",
                        null,
                        Map.of())));
    }

    @Test
    void aProcessThatEndsAtAnyStepLosesNoMessageAndCreatesNothingTwice() throws InterruptedException {
        try (SyncTrial trial = new SyncTrial(folder)) {
            notes(trial);
            Set<SyncState> ends = new TreeSet<>();
            int steps = 0;
            while (!whole(trial, steps, ends)) {
                steps++;
            }
            assertTrue(steps > 20, "It ended at each of " + steps + " steps");
            assertEquals(Set.of(SyncState.DONE, SyncState.DEAD), ends, "a note that may have been made is uncertain");
        }
    }

    /// @return whether the process came to its end by itself
    private static boolean whole(SyncTrial trial, int steps, Set<SyncState> ends) throws InterruptedException {
        if (CRASHES < 2) {
            return crashed(trial, "c" + steps, List.of(steps), ends).getFirst();
        }
        for (int second = 0; ; second += 3) {
            List<Boolean> whole = crashed(trial, "c" + steps + "-" + second, List.of(steps, second), ends);
            if (whole.getFirst() || whole.getLast()) {
                return whole.getFirst();
            }
        }
    }

    /// @return of each process whether it came to its end by itself
    private static List<Boolean> crashed(SyncTrial trial, String name, List<Integer> crashes, Set<SyncState> ends)
            throws InterruptedException {
        String email = name + "@example.com";
        String body = "{\"email\":\"" + email + "\"}";
        List<Boolean> whole = new ArrayList<>();
        for (int steps : crashes) {
            EndingProcess process = new EndingProcess(steps);
            try {
                EventStore ending = process.store(trial.store);
                trial.inbox(ending).accept(trial.sync("notes"), List.of(SyncTrial.input(body)), null);
                trial.calls = calls -> ending(calls, process);
                SyncTrial.look(trial.runner(ending));
            } catch (EndingProcess.Crash _) {
                // The sender has had no answer, or nothing was begun.
            }
            whole.add(process.goes());
            trial.pass(RecordTurn.LEASE.plusSeconds(1));
        }
        trial.calls = calls -> calls;
        String id = trial.send("notes", body);
        trial.look();
        trial.pass(Duration.ofMinutes(1));
        trial.look();

        SyncMessage end = trial.message("notes", id);
        List<AppliedWrite> notes = trial.sandbox.writes().stream()
                .filter(write -> write.path().endsWith("/notes") && write.body().contains('"' + email + '"'))
                .toList();
        String where = name + " " + end.reason() + " " + end.problem();
        ends.add(end.state());
        if (end.state() == SyncState.DEAD) {
            assertTrue(Set.of("uncertain", "held").contains(end.reason()), where);
            assertTrue(notes.size() <= 1, where);
        } else {
            assertEquals(SyncState.DONE, end.state(), where);
            assertEquals(1, notes.size(), where);
            trial.pass(Duration.ofHours(1));
            String again = trial.send("notes", body);
            trial.look();
            assertEquals(SyncState.UNCHANGED, trial.message("notes", again).state(), where);
        }
        return whole;
    }

    @Test
    void ofSeveralProcessesOneCarriesOutEachMessage() throws InterruptedException {
        try (SyncTrial trial = new SyncTrial(folder);
                EventStore second = trial.open()) {
            severalProcesses(trial, List.of(trial.store, second));
        }
    }

    static void severalProcesses(SyncTrial trial, List<EventStore> stores) throws InterruptedException {
        notes(trial);
        int records = 20;
        for (int i = 0; i < records; i++) {
            trial.send("notes", "{\"email\":\"p" + i + "@example.com\"}");
        }
        List<SyncRunner> runners = stores.stream().map(trial::runner).toList();
        List<Thread> processes = new ArrayList<>();
        for (SyncRunner runner : runners) {
            processes.add(Thread.ofVirtual().start(() -> {
                try {
                    SyncTrial.look(runner);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (Thread process : processes) {
            process.join();
        }
        SyncTrial.look(runners.getFirst());

        assertEquals(
                records,
                trial.inbox().counts("notes").of(SyncState.DONE),
                () -> trial.inbox().report("notes", java.time.Instant.EPOCH).stream()
                        .map(m -> m.reason() + m.problem())
                        .distinct()
                        .toList()
                        .toString());
        assertEquals(3 * records, trial.writes().size());
        Set<String> bodies = new TreeSet<>(trial.bodies());
        IntStream.range(0, records)
                .forEach(i -> assertTrue(bodies.stream().anyMatch(body -> body.contains("p" + i + "@"))));
    }

    @Test
    void whatAProcessLeavesIsTakenOverAfterItsLeaseAndNotBefore() throws InterruptedException {
        try (SyncTrial trial = new SyncTrial(folder)) {
            notes(trial);
            String id = trial.send("notes", "{\"email\":\"a@example.com\"}");
            LedgerRow row = trial.ledger().row("notes", "a@example.com");
            row.holder = "another";
            row.until = trial.time.get() + RecordTurn.LEASE.toMillis();
            assertTrue(trial.ledger().save(row));

            for (Thread run : trial.runner().look()) {
                run.join();
            }
            assertEquals(SyncState.RECEIVED, trial.message("notes", id).state());
            trial.pass(RecordTurn.LEASE);
            trial.look();
            assertEquals(SyncState.DONE, trial.message("notes", id).state());
        }
    }
}
