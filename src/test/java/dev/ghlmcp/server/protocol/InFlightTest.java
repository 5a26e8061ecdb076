package dev.ghlmcp.server.protocol;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.Await;
import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/// How many requests a transport takes in.
class InFlightTest {
    private static final int BYTES = 100;

    private final InFlight inFlight = new InFlight(new InFlight.Room(2, BYTES, 4));

    @Test
    void noMoreAreTakenThanAreWorkedOnUntilOneIsAnswered() throws Exception {
        add(1, 1);
        add(2, 1);
        FutureTask<Void> third = waiting();
        assertTrue(inFlight.remove(1));
        third.get();
    }

    @Test
    void noMoreBytesAreTakenUntilOneIsAnswered() throws Exception {
        add(1, BYTES);
        FutureTask<Void> second = waiting();
        assertTrue(inFlight.remove(1));
        second.get();
    }

    @Test
    void whatAsksTheClientIsNotWaitedFor() throws Exception {
        add(1, BYTES);
        add(2, 1);
        FutureTask<Void> third = waiting();
        inFlight.asks(1);
        third.get();
        inFlight.goesOn(1);
        FutureTask<Void> fourth = waiting();
        inFlight.remove(1);
        fourth.get();
        assertFalse(inFlight.remove(1));
    }

    @Test
    void whatListensIsNotWaitedForButCounts() throws Exception {
        for (int id = 1; id <= 4; id++) {
            assertNull(inFlight.add(id, new Thread(), 1, true));
        }
        inFlight.awaitRoom();
        assertNotNull(inFlight.add(5, new Thread(), 1, false));
    }

    @Test
    void bytesOfQuestionsAreBoundAsWell() {
        add(1, BYTES);
        inFlight.asks(1);
        add(2, BYTES);
        inFlight.asks(2);
        assertNotNull(inFlight.add(3, new Thread(), 1, false));
        inFlight.remove(1);
        assertNull(inFlight.add(3, new Thread(), 1, false));
    }

    @Test
    void oneThatIsLargerThanAllRoomIsTakenAlone() {
        add(1, 3 * BYTES);
        assertNotNull(inFlight.add(2, new Thread(), 1, false));
    }

    @Test
    void aClientThatSaysNothingMoreIsNotAsked() {
        add(1, 1);
        add(2, 1);
        inFlight.asks(1);
        inFlight.dropQuestions();
        assertFalse(inFlight.contains(1));
        assertThrows(CancellationException.class, () -> inFlight.asks(2));
        assertTrue(inFlight.remove(2));
    }

    private void add(int id, int size) {
        assertNull(inFlight.add(id, new Thread(), size, false));
    }

    /// Someone who waits for room, and has none yet.
    private FutureTask<Void> waiting() {
        FutureTask<Void> task = new FutureTask<>(() -> {
            inFlight.awaitRoom();
            return null;
        });
        Thread waiting = Thread.ofPlatform().start(task);
        Await.until("it waits", () -> waiting.getState() == Thread.State.WAITING);
        return task;
    }
}
