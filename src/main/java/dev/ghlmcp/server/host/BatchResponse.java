package dev.ghlmcp.server.host;

import dev.ghlmcp.highlevel.reply.TraceContext;
import dev.ghlmcp.server.http.HttpError;
import dev.ghlmcp.server.http.HttpExchange;
import dev.ghlmcp.server.protocol.Batches;
import dev.ghlmcp.server.protocol.MessageReader.Posted;
import dev.ghlmcp.server.protocol.MessageWriter;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Lists of messages that were posted.
final class BatchResponse {
    /// Messages of a list that are worked on at once; each counts like one that came alone.
    private static final int PARALLEL = 16;

    private BatchResponse() {}

    /// Answers one message.
    @FunctionalInterface
    interface Answering {
        /// Answers it.
        ///
        /// @param part takes the answer into the list
        void answer(JSONRPCMessage message, HttpExchange part) throws IOException;
    }

    /// Answers all of them in one list, in the order in which they are ready.
    ///
    /// @param version that was agreed
    static void answer(Posted posted, HttpExchange exchange, String version, Answering each)
            throws IOException, InterruptedException {
        Batches.Sorted sorted = Batches.sort(posted, version);
        List<byte[]> answers = Collections.synchronizedList(new ArrayList<>(sorted.refused()));
        work(sorted.messages().stream()
                .map(message -> traced(() -> {
                    each.answer(message, exchange.part(answers::add));
                    return null;
                }))
                .toList());
        String refusal = Batches.refusal(version, posted.messages().size());
        if (!answers.isEmpty()) {
            exchange.answer(refusal == null ? 200 : 400, MessageWriter.list(answers));
        } else if (refusal == null) {
            exchange.answer(202);
        } else {
            throw new HttpError(400, refusal);
        }
    }

    private static Callable<Void> traced(Callable<Void> work) {
        if (!TraceContext.CURRENT.isBound()) {
            return work;
        }
        TraceContext trace = TraceContext.CURRENT.get();
        return () -> ScopedValue.where(TraceContext.CURRENT, trace).call(work::call);
    }

    private static void work(List<Callable<Void>> all) throws IOException, InterruptedException {
        try (ExecutorService workers =
                Executors.newFixedThreadPool(PARALLEL, Thread.ofVirtual().factory())) {
            for (Future<Void> done : workers.invokeAll(all)) {
                done.get();
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException gone -> throw gone;
                case RuntimeException fault -> throw fault;
                case Error fault -> throw fault;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }
}
