package dev.ghlmcp.server.session;

import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.server.protocol.Channel;
import dev.ghlmcp.server.protocol.InFlight;
import dev.ghlmcp.server.protocol.MessageWriter;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The way out of a [DuplexSession]: whole messages one after the other, and none for a request that was cancelled.
/// Thread-safe.
public final class Outbox {
    private final Sink sink;
    private final InFlight inFlight;
    private final ReentrantLock writing = new ReentrantLock();
    private boolean unsent;

    Outbox(Sink sink, InFlight inFlight) {
        this.sink = sink;
        this.inFlight = inFlight;
    }

    /// Where a message goes.
    @FunctionalInterface
    public interface Sink {
        /// Writes one message, which may stay here for now.
        void write(byte[] message) throws IOException;

        /// Sends what stayed here.
        default void flush() throws IOException {}
    }

    void write(byte[] message) throws IOException {
        writing.lock();
        try {
            send(message);
        } finally {
            writing.unlock();
        }
    }

    /// Answers a request, unless it was cancelled. Taken out of flight and written under one lock, so that none is out
    /// of flight while its answer is not written: the end of input waits for that.
    // It matters not whether the scheduler heeds the yield: only more or fewer answers go along.
    @SuppressWarnings("ThreadPriorityCheck")
    void answer(JSONRPCResponse response) throws IOException {
        byte[] message = MessageWriter.bytes(response);
        boolean alone = true;
        writing.lock();
        try {
            if (inFlight.remove(response.id())) {
                sink.write(message);
                alone = inFlight.isEmpty();
                unsent = true;
            }
        } finally {
            writing.unlock();
        }
        if (!alone) {
            // Under load the pipe costs as much as everything else that an answer needs: those that are ready go along.
            Thread.yield();
        }
        flush();
    }

    private void flush() throws IOException {
        writing.lock();
        try {
            if (unsent) {
                unsent = false;
                sink.flush();
            }
        } finally {
            writing.unlock();
        }
    }

    private void send(byte[] message) throws IOException {
        sink.write(message);
        unsent = false;
        sink.flush();
    }

    /// Sends what belongs to a request, unless that was cancelled.
    private void send(Object id, JSONRPCMessage message) throws IOException {
        byte[] bytes = MessageWriter.bytes(message);
        writing.lock();
        try {
            if (inFlight.contains(id)) {
                send(bytes);
            }
        } finally {
            writing.unlock();
        }
    }

    /// Lets a message that is being written end, and no other begin.
    void close() throws IOException {
        writing.lock();
        sink.flush();
    }

    /// The channel to the sender of a request.
    ///
    /// @param list that its answer goes into; null for none
    Channel channel(Object id, Supplier<Caller> caller, Answers list) {
        return new Reply(this, id, caller, list);
    }

    private record Reply(Outbox outbox, Object id, Supplier<Caller> sender, Answers list) implements Channel {
        @Override
        public Caller caller() {
            return sender.get();
        }

        @Override
        public void answer(JSONRPCResponse response) throws IOException {
            if (list == null) {
                outbox.answer(response);
            } else {
                list.add(response);
            }
        }

        @Override
        public void notify(JSONRPCNotification notification) throws IOException {
            outbox.send(id, notification);
        }

        /// The transport meanwhile takes more in, as the answer is among it.
        @Override
        public JSONRPCResponse ask(JSONRPCRequest question, Future<JSONRPCResponse> reply)
                throws IOException, InterruptedException, TimeoutException, ExecutionException {
            outbox.inFlight.asks(id);
            try {
                outbox.send(id, question);
                return reply.get(PATIENCE_S, TimeUnit.SECONDS);
            } finally {
                outbox.inFlight.goesOn(id);
            }
        }
    }

    /// A list of answers that begins with these.
    Answers list(List<byte[]> first) {
        return new Answers(first);
    }

    /// The answers to a list of messages, written as one when the last is there; without an answer, nothing is.
    final class Answers {
        private final List<byte[]> ready;
        private final List<JSONRPCResponse> answers = new ArrayList<>();
        private int open = 1;

        private Answers(List<byte[]> first) {
            this.ready = new ArrayList<>(first);
        }

        synchronized void add(byte[] answer) {
            ready.add(answer);
        }

        private synchronized void add(JSONRPCResponse answer) {
            answers.add(answer);
        }

        /// One more has to end.
        synchronized void begin() {
            open++;
        }

        /// One has ended, answered or cancelled. All are in flight until the list is written.
        synchronized void end() throws IOException {
            open--;
            if (open > 0) {
                return;
            }
            writing.lock();
            try {
                for (JSONRPCResponse answer : answers) {
                    if (inFlight.remove(answer.id())) {
                        ready.add(MessageWriter.bytes(answer));
                    }
                }
                if (!ready.isEmpty()) {
                    send(MessageWriter.list(ready));
                }
            } finally {
                writing.unlock();
            }
        }
    }
}
