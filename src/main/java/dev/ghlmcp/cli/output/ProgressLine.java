package dev.ghlmcp.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The progress of a run, in one line on a terminal's standard error. Without a terminal it prints nothing.
public final class ProgressLine implements AutoCloseable {
    private static final int TICK_MS = 200;
    private static final int BAR = 20;

    /// The rate of the last 20 s: the first hundred calls run at once, the others as the limits allow.
    private static final int SAMPLES = 100;

    private record Sample(long at, long count) {}

    private final PrintStream err;
    private final int width;
    private final ScheduledExecutorService ticks;

    private ProgressLine(PrintStream err, int width, ScheduledExecutorService ticks) {
        this.err = err;
        this.width = width;
        this.ticks = ticks;
    }

    /// Whether standard error is a terminal. The launcher detects it, because Java cannot.
    public static boolean wanted() {
        return Boolean.getBoolean("ghlmcp.terminal");
    }

    /// Prints nothing.
    public static ProgressLine none() {
        return new ProgressLine(null, 0, null);
    }

    /// Begins to show how a count grows.
    ///
    /// @param count how much is done
    /// @param total how much there is, negative if that is not known
    /// @param more  what else there is to say, or nothing
    public static ProgressLine start(LongSupplier count, LongSupplier total, Supplier<String> more) {
        Deque<Sample> samples = new ArrayDeque<>();
        return start(() -> {
            long done = count.getAsLong();
            samples.add(new Sample(System.nanoTime(), done));
            if (samples.size() > SAMPLES) {
                samples.remove();
            }
            return line(done, total.getAsLong(), rate(samples), more.get());
        });
    }

    /// Begins to show what this says, again and again.
    public static ProgressLine start(Supplier<String> line) {
        if (!wanted()) {
            return none();
        }
        ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("progress").factory());
        // Not System.err, which escapes control characters.
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
        ProgressLine progress = new ProgressLine(err, TerminalWidth.columns(), ticks);
        var _ = ticks.scheduleAtFixedRate(() -> progress.draw(line.get()), TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
        return progress;
    }

    /// Prints a text without mixing it with the progress line.
    public synchronized void around(Runnable printing) {
        erase();
        printing.run();
    }

    private synchronized void draw(String line) {
        if (!ticks.isShutdown()) {
            err.print("\r" + blank() + "\r" + cut(line, width));
            err.flush();
        }
    }

    /// One column stays free: a terminal starts a new line when the last column is full.
    static String cut(String line, int width) {
        return line.substring(0, Math.min(Math.max(width - 1, 1), line.length()));
    }

    /// A line of spaces, because consoles of Windows may print the code that clears a line.
    private String blank() {
        return " ".repeat(Math.max(width - 1, 1));
    }

    /// Such as `[#####...............] 250 of 1000, 9.8/s, 1 min 17 s left, budget 4 of 100`.
    static String line(long count, long total, double rate, String more) {
        String bar = "";
        String left = "";
        if (total > 0) {
            int filled = (int) Math.min(BAR, count * BAR / total);
            bar = "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] ";
            left = rate > 0 && count < total ? ", " + time((long) Math.ceil((total - count) / rate)) + " left" : "";
        }
        return bar
                + count
                + (total > 0 ? " of " + total : "")
                + String.format(Locale.ROOT, ", %.1f/s", rate)
                + left
                + (more.isEmpty() ? "" : ", " + more);
    }

    private static double rate(Deque<Sample> samples) {
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        return last.at() == first.at() ? 0 : (last.count() - first.count()) * 1e9 / (last.at() - first.at());
    }

    /// Such as `1 min 17 s`.
    public static String time(long seconds) {
        Duration time = Duration.ofSeconds(seconds);
        return time.toHours() > 0
                ? time.toHours() + " h " + time.toMinutesPart() + " min"
                : time.toMinutes() > 0 ? time.toMinutes() + " min " + time.toSecondsPart() + " s" : seconds + " s";
    }

    private void erase() {
        if (err != null) {
            err.print("\r" + blank() + "\r");
            err.flush();
        }
    }

    @Override
    public void close() {
        if (ticks != null) {
            ticks.shutdownNow();
        }
        around(() -> {});
    }
}
