package dev.ghlmcp.watch.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.store.Document;
import dev.ghlmcp.store.EndingProcess;
import dev.ghlmcp.store.EventStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes that end at any step, and several on one store.
class DeliveryCrashTest {
    @TempDir
    Path folder;

    @Test
    void aProcessThatEndsAtAnyStepLosesNothing() throws InterruptedException {
        try (DeliveryTrial trial = new DeliveryTrial(folder)) {
            trial.posted(false);
            int steps = 0;
            while (!lossless(trial, steps)) {
                steps++;
            }
            assertTrue(steps > 20, "It ended at each of " + steps + " steps");
        }
    }

    /// @return whether the process came to its end by itself
    private static boolean lossless(DeliveryTrial trial, int steps) throws InterruptedException {
        List<String> ids = trial.happen(2);
        Receiver receiver = trial.receiver;
        receiver.all().clear();
        receiver.answers = came -> came.id().equals(ids.getLast()) ? 413 : 200;
        boolean whole = ended(trial, steps);
        Deliveries next = trial.deliveries();
        DeliveryTrial.look(next);
        assertEquals(0, trial.status().waiting(), "after " + steps);
        assertEquals(
                List.of(ids.getLast()),
                trial.dead().stream().map(DeadLetter::id).toList(),
                "after " + steps);
        receiver.answers = _ -> 200;
        assertEquals(1, next.endpoints().replay("new-leads", List.of()));
        ended(trial, steps);
        DeliveryTrial.look(next);
        assertEquals(new TreeSet<>(ids), new TreeSet<>(receiver.accepted()), "after " + steps);
        assertEquals(List.of(), trial.dead(), "after " + steps);
        receiver.all()
                .forEach(one -> assertEquals(
                        one.id(), "evt_" + one.json().at("/data/id").asString().substring(1)));
        return whole;
    }

    /// A process that ends after so many steps, and the time until another takes over.
    ///
    /// @return whether it came to its end by itself
    private static boolean ended(DeliveryTrial trial, int steps) throws InterruptedException {
        EndingProcess process = new EndingProcess(steps);
        try {
            DeliveryTrial.look(trial.deliveries(process.store(trial.store)));
        } catch (EndingProcess.Crash _) {
            // Before a run began.
        }
        trial.pass(DeliveryRun.LEASE.plusSeconds(1));
        return process.goes();
    }

    @Test
    void ofSeveralProcessesOneSendsEachEvent() throws InterruptedException {
        try (DeliveryTrial trial = new DeliveryTrial(folder);
                EventStore second = trial.open()) {
            trial.posted(false);
            Set<String> ids = new TreeSet<>(trial.happen(60));
            List<Deliveries> processes = List.of(trial.deliveries(), trial.deliveries(second));
            for (int i = 0; i < 3; i++) {
                List<Thread> looks = processes.stream()
                        .map(process -> Thread.ofVirtual().start(() -> {
                            try {
                                DeliveryTrial.look(process);
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        }))
                        .toList();
                for (Thread look : looks) {
                    look.join();
                }
                ids.addAll(trial.happen(20));
                trial.pass(Duration.ofSeconds(1));
            }
            DeliveryTrial.look(processes.getFirst());

            assertEquals(ids, new TreeSet<>(trial.receiver.accepted()));
            assertEquals(ids.size(), trial.receiver.all().size());
        }
    }

    @Test
    void whatAProcessLeavesIsTakenOverAfterItsLeaseAndNotBefore() throws InterruptedException {
        try (DeliveryTrial trial = new DeliveryTrial(folder)) {
            trial.posted(false);
            trial.happen(1);
            Endpoints endpoints = new Endpoints(trial.store.documents());
            Document state = trial.store.documents().document(Endpoints.STATE, "new-leads");
            trial.store.documents().replace(state.at(trial.time.get() + DeliveryRun.LEASE.toMillis()));

            DeliveryTrial.look(trial.deliveries());
            assertEquals(List.of(), trial.receiver.all());
            trial.pass(DeliveryRun.LEASE);
            DeliveryTrial.look(trial.deliveries());
            assertEquals(List.of("evt_1"), trial.receiver.accepted());
            assertEquals(0, endpoints.status("new-leads").waiting());
        }
    }
}
