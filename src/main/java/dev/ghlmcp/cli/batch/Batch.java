package dev.ghlmcp.cli.batch;

import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.result.DryRun;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.node.ObjectNode;

/// Makes one call per line of input, as many at once as the limits allow. Results come in the order in which
/// calls end, each with its line's number.
final class Batch {
    /// The number of workers. HighLevel's limits allow ten requests a second in the long run.
    private static final int WORKERS = 20;

    /// Running calls end by their own deadline. A process that must stop waits no longer than this, in s.
    private static final int MAX_DRAIN_S = 150;

    private static final Set<String> HOPELESS = Set.of("no_token", "signed_out", "denied", "unasked", "blocked");

    private final ToolCaller session;
    private final LineInput input;
    private final ObjectNode common;
    private final BatchJournal journal;
    private final UncertainLines uncertain;
    private final BatchReport report;

    private final BatchRetry retry;

    private final BatchWorkers flight = new BatchWorkers();
    private final ReentrantLock reading = new ReentrantLock();
    private final CountDownLatch finished = new CountDownLatch(1);

    /// @param common arguments of every call, which a line's own override
    Batch(
            ToolCaller session,
            LineInput input,
            ObjectNode common,
            BatchJournal journal,
            UncertainLines uncertain,
            BatchReport report) {
        this.session = session;
        this.input = input;
        this.common = common;
        this.journal = journal;
        this.uncertain = uncertain;
        this.report = report;
        this.retry = new BatchRetry(session, journal, flight);
    }

    /// Processes the input.
    ///
    /// @return the exit code
    int run(PrintStream err) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupted(err)));
        // The first call runs alone: its answer tells how many requests are left.
        flight.start(1, this::work);
        flight.awaitFirst();
        flight.start(WORKERS - 1, this::work);
        flight.awaitLast();
        report.close();
        if (flight.reason() != null) {
            err.println("ghl-mcp: stopped: " + flight.reason());
        }
        if (report.complaint() != null) {
            err.println("ghl-mcp: " + report.complaint());
        }
        err.println(report.summary(flight.stopping(), journal != BatchJournal.NONE));
        err.flush();
        finished.countDown();
        return flight.reason() == null && report.clean() ? 0 : 1;
    }

    /// Stops the run after a signal, or at the end of the program.
    private void interrupted(PrintStream err) {
        flight.stop(null);
        if (finished.getCount() > 0) {
            err.println("ghl-mcp: stopping when the calls on their way have ended");
        }
        try {
            finished.await(MAX_DRAIN_S, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            for (BatchLine line = next(); line != null; line = next()) {
                if (line.arguments() == null) {
                    report.failed(
                            line.number(),
                            "Nothing was sent: the line is not one JSON object, or has a name twice in it.",
                            "invalid");
                } else {
                    handle(line);
                }
            }
        } catch (IOException e) {
            flight.stop("standard input could not be read");
        } catch (UncheckedIOException e) {
            flight.stop(e.getMessage());
        } catch (RuntimeException e) {
            flight.stop(e.toString());
        }
    }

    private BatchLine next() throws IOException {
        reading.lock();
        try {
            while (!flight.stopping()) {
                byte[] bytes = input.next();
                if (bytes == null || flight.stopping()) {
                    return null;
                }
                if (!new String(bytes, StandardCharsets.ISO_8859_1).isBlank()) {
                    return BatchLine.of(input.number(), bytes, common, journal);
                }
            }
            return null;
        } finally {
            reading.unlock();
        }
    }

    private void handle(BatchLine line) {
        switch (journal.state(line.key())) {
            case DONE -> report.before();
            case UNCERTAIN -> {
                switch (uncertain) {
                    case repeat -> attempt(line);
                    case done -> {
                        journal.note("done", line.key(), line.number());
                        report.before();
                    }
                    case report ->
                        report.uncertain(
                                line.number(),
                                "An earlier run began this call and was cut off:"
                                        + " whether it was carried out is not known, and nothing was sent now.");
                }
            }
            case NEW -> attempt(line);
        }
    }

    private void attempt(BatchLine line) {
        boolean writes = !session.tool().hints().readOnly();
        BatchItem attempt = new BatchItem(() -> {
            if (writes) {
                journal.note("begun", line.key(), line.number());
            }
        });
        if (!flight.enter(attempt)) {
            return;
        }
        try {
            ToolResult result = retry.call(line, attempt);
            if (!result.error()) {
                report.done(line.number(), result);
                if (!result.outcome().equals(DryRun.OUTCOME)) {
                    journal.note("done", line.key(), line.number());
                }
            } else if (result.outcome().equals("cancelled") || BatchRetry.nothingDone(result)) {
                flight.stop(result.text());
            } else if (HOPELESS.contains(result.outcome())) {
                report.failed(line.number(), result.text(), result.outcome());
                flight.stop("the other lines would fail alike");
            } else if (writes && attempt.begun() && !result.outcome().startsWith("4")) {
                report.uncertain(line.number(), result.text());
                journal.note("uncertain", line.key(), line.number());
            } else {
                report.failed(line.number(), result.text(), result.outcome());
                journal.note("failed", line.key(), line.number());
            }
            if (report.lost()) {
                flight.stop("nobody reads the results any more");
            }
        } finally {
            flight.leave(attempt);
        }
    }
}
