package dev.ghlmcp.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.server.protocol.InFlight;
import dev.ghlmcp.server.protocol.ProtocolErrors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is written is sent, however answers go out together.
@Timeout(30)
class OutboxTest {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final InFlight inFlight = new InFlight(1000);
    private final Outbox outbox = new Outbox(new Gathering(sent, new ByteArrayOutputStream()), inFlight);

    private record Gathering(ByteArrayOutputStream sent, ByteArrayOutputStream here) implements Outbox.Sink {
        @Override
        public void write(byte[] message) throws IOException {
            here.write(message);
            here.write('\n');
        }

        @Override
        public void flush() throws IOException {
            sent.write(here.toByteArray());
            here.reset();
        }
    }

    @Test
    void anAnswerIsSentThoughAnotherRequestIsInFlight() throws Exception {
        inFlight.add("first", Thread.currentThread());
        inFlight.add("second", Thread.currentThread());
        answer("first");
        assertEquals(1, lines());
        answer("second");
        assertEquals(2, lines());
    }

    @Test
    void allThatAnswerAtOnceAreSentOnceEach() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String id = "request " + i;
            inFlight.add(id, Thread.currentThread());
            workers.add(Thread.ofVirtual().start(() -> {
                try {
                    start.await();
                    answer(id);
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        start.countDown();
        for (Thread worker : workers) {
            worker.join();
        }
        assertEquals(
                200, sent.toString(StandardCharsets.UTF_8).lines().distinct().count());
        assertEquals(200, lines());
    }

    private void answer(String id) throws IOException {
        outbox.answer(ProtocolErrors.response(id, -32000, "no"));
    }

    private long lines() {
        return sent.toString(StandardCharsets.UTF_8).lines().count();
    }
}
