package dev.ghlmcp.mcp.audit;

import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.ForeignPage;
import dev.ghlmcp.highlevel.reply.Problem;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.highlevel.reply.TraceContext;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.CallListener;
import dev.ghlmcp.mcp.call.CompletedCall;
import dev.ghlmcp.mcp.result.DryRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import tools.jackson.databind.node.ObjectNode;

/// Notes every call that writes in a file, one line of JSON each, when it has ended: who, what, where, how it ended. Of
/// arguments and answers it has ids only. A line is in the file before the caller has the result. If it cannot be
/// written, the call goes on, and standard error says so.
public final class Audit implements CallListener {
    private final AuditFile file;
    private final InstantSource clock;
    private final PrintStream err;

    /// The only one that touches the file: a thread that is interrupted, as that of a cancelled call, would close it.
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("audit").factory());

    private boolean failing;

    /// @param err told if the file cannot be written
    public Audit(AuditFile file, InstantSource clock, PrintStream err) {
        this.file = file;
        this.clock = clock;
        this.err = err;
    }

    @Override
    public void ended(CompletedCall call) {
        if (call.tool().hints().readOnly() || call.result().outcome().equals(DryRun.OUTCOME)) {
            return;
        }
        byte[] line = (line(call) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            CompletableFuture.runAsync(() -> write(line), writer).join();
        } catch (RejectedExecutionException _) {
            // The program is ending, and this call ends after all others.
            CompletableFuture.runAsync(
                            () -> write(line), late -> Thread.ofPlatform().start(late))
                    .join();
        }
    }

    private synchronized void write(byte[] line) {
        try {
            file.append(line);
            failing = false;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                err.println("ghl-mcp: the audit file " + file.path() + " cannot be written ("
                        + e.getClass().getSimpleName() + "): calls go on, and are not noted there until it can.");
            }
            failing = true;
        }
    }

    private ObjectNode line(CompletedCall call) {
        ObjectNode line = Json.MAPPER
                .createObjectNode()
                .put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("principal", call.caller().principal())
                .put("tool", call.tool().name());
        if (call.touched().locationId() != null) {
            line.put("location", call.touched().locationId());
        }
        if (call.touched().companyId() != null) {
            line.put("company", call.touched().companyId());
        }
        ObjectNode ids = TouchedIds.of(call);
        if (!ids.isEmpty()) {
            line.set("ids", ids);
        }
        line.put("outcome", call.result().outcome()).put("done", done(call));
        String traceId = traceId(call.reply());
        if (traceId != null) {
            line.put("traceId", traceId);
        }
        if (TraceContext.CURRENT.isBound()) {
            line.put("trace", TraceContext.CURRENT.get().id());
        }
        return line;
    }

    /// Whether HighLevel did what was asked.
    private static String done(CompletedCall call) {
        return switch (call.reply()) {
            case null -> call.result().outcome().equals(CompletedCall.CRASHED) ? "unknown" : "no";
            case Reply.Answer _, Reply.Media _ -> "yes";
            case Failure.Broken _, Failure.Cancelled _ -> "unknown";
            case Failure.Unreachable unreachable -> unreachable.arrived() ? "unknown" : "no";
            case Failure.TooLarge answered -> done(answered.status());
            case Failure.Unreadable answered -> done(answered.status());
            case Failure.Intercepted(int status, ForeignPage _) -> status >= 300 && status < 500 ? "no" : "unknown";
            case Reply.Draft _, Failure _ -> "no";
        };
    }

    private static String done(int status) {
        return status < 300 ? "yes" : status < 500 ? "no" : "unknown";
    }

    /// What HighLevel's support asks for.
    private static String traceId(Reply reply) {
        return switch (reply) {
            case Reply.Answer answer -> TouchedIds.traceId(answer);
            case Failure.Unauthorized(Problem problem, var _) -> problem.traceId();
            case Failure.Forbidden(Problem problem, var _) -> problem.traceId();
            case Failure.NotFound(Problem problem) -> problem.traceId();
            case Failure.Rejected(Problem problem) -> problem.traceId();
            case Failure.RateLimited(Problem problem, var _) -> problem.traceId();
            case Failure.Broken(Problem problem) -> problem.traceId();
            case null, default -> null;
        };
    }

    @Override
    public void close() {
        writer.close();
        file.close();
    }
}
