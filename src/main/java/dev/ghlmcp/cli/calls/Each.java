package dev.ghlmcp.cli.calls;

import dev.ghlmcp.catalog.Json;
import dev.ghlmcp.mcp.ToolResult;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// One call for each line of input, as many at once as the budgets let through. Results come in the order in which
/// calls end, each with its line's number.
final class Each {
    /// Connections that are busy at once; HighLevel's limits allow ten requests a second in the long run.
    private static final int WORKERS = 20;

    private static final int LONGEST_PAUSE_S = 10;

    /// How long one line waits while nothing gets through, before the run ends.
    private static final long PATIENCE_NS = TimeUnit.MINUTES.toNanos(10);

    /// In-flight calls end by their own deadline; a process that is told to stop waits no longer than that.
    private static final int LONGEST_DRAIN_S = 150;

    private static final Set<String> UNCHANGED = Set.of("throttled", "429", "outage", "unconnected");
    private static final Set<String> HOPELESS = Set.of("no_token", "signed_out");

    private record Line(long number, ObjectNode arguments, String complaint, String key) {}

    private final Session session;
    private final Input input;
    private final ObjectNode common;
    private final Journal journal;
    private final Uncertain uncertain;
    private final Report report;

    private final ReentrantLock reading = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Attempt> inFlight = new HashSet<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private int working;
    private boolean called;
    private String halted;

    /// @param common arguments of every call, which a line's own override
    Each(Session session, Input input, ObjectNode common, Journal journal, Uncertain uncertain, Report report) {
        this.session = session;
        this.input = input;
        this.common = common;
        this.journal = journal;
        this.uncertain = uncertain;
        this.report = report;
    }

    /// Works through the input.
    ///
    /// @return the exit code
    int run(PrintStream err) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::interrupted));
        // The first call goes alone: HighLevel's answer tells how much of the budget others have left.
        start(1);
        lock.lock();
        try {
            while (!called && !over()) {
                changed.await();
            }
            start(WORKERS - 1);
            while (!over()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
        report.close();
        if (halted != null) {
            err.println("ghl-mcp: stopped: " + halted);
        }
        err.println(report.summary(stopping.getCount() == 0, journal != Journal.NONE));
        err.flush();
        finished.countDown();
        return halted == null && report.clean() ? 0 : 1;
    }

    private boolean over() {
        return working == 0 || (stopping.getCount() == 0 && inFlight.isEmpty());
    }

    private void start(int workers) {
        lock.lock();
        try {
            for (int i = 0; i < workers; i++) {
                working++;
                Thread.ofPlatform().daemon().name("each").start(this::work);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Told by a signal to stop: what is on its way is finished and noted, nothing more is begun.
    private void interrupted() {
        stop(null);
        try {
            finished.await(LONGEST_DRAIN_S, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop(String why) {
        lock.lock();
        try {
            if (halted == null && stopping.getCount() > 0) {
                halted = why;
            }
            stopping.countDown();
            inFlight.forEach(Attempt::stop);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            for (Line line = next(); line != null; line = next()) {
                if (line.arguments() == null) {
                    report.failed(line.number(), line.complaint(), "invalid");
                } else {
                    handle(line);
                }
            }
        } catch (IOException e) {
            stop("standard input could not be read");
        } catch (UncheckedIOException e) {
            stop(e.getMessage());
        } catch (RuntimeException e) {
            stop(e.toString());
        } finally {
            ended();
        }
    }

    private void ended() {
        lock.lock();
        try {
            working--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Line next() throws IOException {
        reading.lock();
        try {
            while (stopping.getCount() > 0) {
                byte[] bytes = input.next();
                if (bytes == null || stopping.getCount() == 0) {
                    return null;
                }
                if (!new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).isBlank()) {
                    return line(input.number(), bytes);
                }
            }
            return null;
        } finally {
            reading.unlock();
        }
    }

    private Line line(long number, byte[] bytes) {
        try {
            if (Json.MAPPER.readTree(bytes) instanceof ObjectNode own) {
                ObjectNode arguments = common.deepCopy().setAll(own);
                return new Line(number, arguments, null, journal.key(arguments));
            }
        } catch (JacksonException _) {
            // Told below, as for any other JSON that is no object.
        }
        return new Line(number, null, "Nothing was sent: the line is not one JSON object.", null);
    }

    private void handle(Line line) {
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

    private void attempt(Line line) {
        boolean writes = !session.tool().hints().readOnly();
        Attempt attempt = new Attempt(() -> {
            if (writes) {
                journal.note("begun", line.key(), line.number());
            }
        });
        if (!enter(attempt)) {
            return;
        }
        try {
            ToolResult result = patiently(line, attempt, writes);
            if (!result.error()) {
                report.done(line.number(), result);
                journal.note("done", line.key(), line.number());
            } else if (result.outcome().equals("cancelled") || UNCHANGED.contains(result.outcome())) {
                stop(result.text());
            } else if (HOPELESS.contains(result.outcome())) {
                report.failed(line.number(), result.text(), result.outcome());
                stop("the other lines would fail alike");
            } else if (writes && attempt.begun() && !result.outcome().startsWith("4")) {
                report.uncertain(line.number(), result.text());
                journal.note("uncertain", line.key(), line.number());
            } else {
                report.failed(line.number(), result.text(), result.outcome());
                journal.note("failed", line.key(), line.number());
            }
            if (report.lost()) {
                stop("nobody reads the results any more");
            }
        } finally {
            leave(attempt);
        }
    }

    /// Calls until it is known what became of the call, or the run is to stop.
    private ToolResult patiently(Line line, Attempt attempt, boolean writes) {
        long end = System.nanoTime() + PATIENCE_NS;
        for (int pause = 1; ; pause = Math.min(2 * pause, LONGEST_PAUSE_S)) {
            ToolResult result = Turnstile.passing(attempt, () -> session.call(line.arguments()));
            if (!result.error() || !UNCHANGED.contains(result.outcome())) {
                return result;
            }
            if (attempt.begun() && writes) {
                journal.note("failed", line.key(), line.number());
            }
            attempt.undone();
            try {
                if (stopping.await(pause, TimeUnit.SECONDS) || System.nanoTime() - end > 0) {
                    return result;
                }
            } catch (InterruptedException _) {
                return result;
            }
        }
    }

    private boolean enter(Attempt attempt) {
        lock.lock();
        try {
            return stopping.getCount() > 0 && inFlight.add(attempt);
        } finally {
            lock.unlock();
        }
    }

    private void leave(Attempt attempt) {
        lock.lock();
        try {
            inFlight.remove(attempt);
            called = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
