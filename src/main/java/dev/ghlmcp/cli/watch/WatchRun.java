package dev.ghlmcp.cli.watch;

import dev.ghlmcp.cli.output.ProgressLine;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.watch.poll.Poller;
import dev.ghlmcp.watch.reader.EventSink;
import dev.ghlmcp.watch.reader.FileSink;
import dev.ghlmcp.watch.reader.LineSink;
import dev.ghlmcp.watch.reader.WatchLoop;
import dev.ghlmcp.watch.service.Watch;
import dev.ghlmcp.watch.service.Watches;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.node.ObjectNode;

/// One run of `ghl-mcp watch`: polls, and writes what happens to a file or to standard output.
///
/// @param percent of HighLevel's limits that polls may take
/// @param out     the file; null for standard output
/// @param lines   standard output
record WatchRun(EventStore store, CallerTools reach, int percent, Path out, boolean once, PrintStream lines) {
    private static final InstantSource CLOCK = InstantSource.system();

    /// Goes on until the watch or the program ends, or polls once.
    ///
    /// @return the exit code
    int run(String operation, ObjectNode arguments, Duration interval) throws IOException, InterruptedException {
        Watches watches = new Watches(store, reach.dispatcher(), CLOCK, percent);
        String place = out == null ? "-" : out.toAbsolutePath().normalize().toString();
        Watch watch = watches.enter(reach, place, operation, arguments, interval);
        if (watch.named() != null) {
            watch.named()
                    .forEachEntry((argument, record) -> System.err.println("ghl-mcp: " + argument + " is "
                            + record.path("name").asString() + " ("
                            + record.path("id").asString() + ")"));
        }
        Poller poller = watches.poller(reach);
        String reader = Watches.reader(reach, place);
        ProgressLine progress = once ? ProgressLine.none() : ProgressLine.start(() -> progress(watch.id()));
        Runnable release = () -> {
            progress.close();
            try {
                store.release(watch.id(), poller.holder());
                if (!once) {
                    store.leave(watch.id(), reader, CLOCK.millis());
                }
            } catch (StoreException _) {
                // The lease runs out by itself, and one who does not read counts no more after a day.
            }
        };
        Thread atEnd = new Thread(release);
        Runtime.getRuntime().addShutdownHook(atEnd);
        try (EventSink sink = sink(watch, progress)) {
            return new WatchLoop(
                            store,
                            poller,
                            watch.id(),
                            reader,
                            sink,
                            once,
                            sentence -> progress.around(() -> System.err.println("ghl-mcp: " + sentence)))
                    .run();
        } finally {
            ended(atEnd, release);
        }
    }

    /// A file that is refused leaves no watch behind that nobody reads.
    private EventSink sink(Watch watch, ProgressLine progress) throws IOException {
        boolean opened = false;
        try {
            EventSink sink = out == null
                    ? new LineSink(store, watch.events(), lines, progress::around)
                    : new FileSink(store, watch.events(), out);
            opened = true;
            return sink;
        } finally {
            if (!opened && !watch.row().primed() && watch.row().holder().isEmpty()) {
                store.remove(watch.id());
            }
        }
    }

    /// Lets others poll now. If the program is told to end just then, its end does that.
    private static void ended(Thread atEnd, Runnable release) {
        try {
            Runtime.getRuntime().removeShutdownHook(atEnd);
            release.run();
        } catch (IllegalStateException _) {
            LockSupport.park();
        }
    }

    private String progress(String watch) {
        try {
            return progress(store.watch(watch), CLOCK.millis());
        } catch (StoreException _) {
            return "the store cannot be used just now";
        }
    }

    /// Such as `next poll in 42 s, 12 events, the last 1 min 5 s ago`.
    static String progress(WatchRow row, long now) {
        if (row == null) {
            return "";
        }
        String events = row.last() == 0
                ? ", no events yet"
                : ", " + row.last() + (row.last() == 1 ? " event" : " events") + ", the last "
                        + ProgressLine.time((now - row.lastAt()) / 1000) + " ago";
        return (row.next() <= now ? "polling" : "next poll in " + ProgressLine.time((row.next() - now + 999) / 1000))
                + events
                + (row.note().isEmpty() ? "" : ", the last poll failed: " + row.note());
    }
}
