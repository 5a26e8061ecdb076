package dev.ghlmcp.mcp.audit;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.account.TargetAccount;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.ForeignPage;
import dev.ghlmcp.highlevel.reply.Problem;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.highlevel.reply.TraceContext;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.CallListener;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.mcp.call.CompletedCall;
import dev.ghlmcp.mcp.result.DryRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.node.ObjectNode;

/// Notes every call that writes in a file, one line of JSON before it is sent and one when it has ended: who, what,
/// where, how it ended. Of arguments and answers it has ids only. The first line is in the file before the request goes
/// out, so that a process that is killed leaves it; the second before the caller has the result. If they cannot be
/// written, the call goes on, and standard error says so.
public final class Audit implements CallListener {
    private static final String STARTED = "started";
    private static final String UNKNOWN = "unknown";

    private final AuditFile file;
    private final InstantSource clock;
    private final PrintStream err;

    /// The only one that touches the file: a thread that is interrupted, as that of a cancelled call, would close it.
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("audit").factory());

    /// Tells the calls of this process from those of others that write to the same file.
    private final String process =
            Long.toString(ThreadLocalRandom.current().nextLong(Integer.MAX_VALUE), Character.MAX_RADIX);

    private final AtomicLong calls = new AtomicLong();

    /// The names of calls that have started, by their arguments.
    private final Map<ObjectNode, String> started = Collections.synchronizedMap(new IdentityHashMap<>());

    private boolean failing;

    /// @param err told if the file cannot be written
    public Audit(AuditFile file, InstantSource clock, PrintStream err) {
        this.file = file;
        this.clock = clock;
        this.err = err;
    }

    @Override
    public void started(Caller caller, ToolDefinition tool, ObjectNode arguments, TargetAccount touched) {
        String call = process + "-" + calls.incrementAndGet();
        started.put(arguments, call);
        append(line(caller, tool, touched, TouchedIds.of(arguments, null), STARTED, UNKNOWN, call));
    }

    @Override
    public void ended(CompletedCall call) {
        String begun = started.remove(call.arguments());
        if (call.tool().hints().readOnly() || call.result().outcome().equals(DryRun.OUTCOME)) {
            return;
        }
        ObjectNode ids = TouchedIds.of(call.arguments(), call.reply());
        String outcome = call.result().outcome();
        ObjectNode line = line(call.caller(), call.tool(), call.touched(), ids, outcome, done(call), begun);
        String traceId = traceId(call.reply());
        if (traceId != null) {
            line.put("traceId", traceId);
        }
        append(line);
    }

    private void append(ObjectNode line) {
        if (TraceContext.CURRENT.isBound()) {
            line.put("trace", TraceContext.CURRENT.get().id());
        }
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            CompletableFuture.runAsync(() -> write(bytes), writer).join();
        } catch (RejectedExecutionException _) {
            // The program is ending, and this call ends after all others.
            CompletableFuture.runAsync(
                            () -> write(bytes), late -> Thread.ofPlatform().start(late))
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

    /// @param call null if it was never to be sent
    private ObjectNode line(
            Caller caller,
            ToolDefinition tool,
            TargetAccount touched,
            ObjectNode ids,
            String outcome,
            String done,
            String call) {
        ObjectNode line = Json.MAPPER
                .createObjectNode()
                .put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("principal", caller.principal())
                .put("tool", tool.name());
        if (touched.locationId() != null) {
            line.put("location", touched.locationId());
        }
        if (touched.companyId() != null) {
            line.put("company", touched.companyId());
        }
        if (!ids.isEmpty()) {
            line.set("ids", ids);
        }
        line.put("outcome", outcome).put("done", done);
        return call == null ? line : line.put("call", call);
    }

    /// Whether HighLevel did what was asked.
    private static String done(CompletedCall call) {
        return switch (call.reply()) {
            case null -> call.result().outcome().equals(CompletedCall.CRASHED) ? UNKNOWN : "no";
            case Reply.Answer _, Reply.Media _ -> "yes";
            case Failure.Broken _, Failure.Cancelled _ -> UNKNOWN;
            case Failure.Unreachable unreachable -> unreachable.arrived() ? UNKNOWN : "no";
            case Failure.TooLarge answered -> done(answered.status());
            case Failure.Unreadable answered -> done(answered.status());
            case Failure.Intercepted(int status, ForeignPage _) -> status >= 300 && status < 500 ? "no" : UNKNOWN;
            case Reply.Draft _, Failure _ -> "no";
        };
    }

    private static String done(int status) {
        return status < 300 ? "yes" : status < 500 ? "no" : UNKNOWN;
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
