package dev.ghlmcp.watch.reader;

import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.watch.poll.Poller;
import dev.ghlmcp.watch.poll.Poller.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/// Polls a watch when it is due, unless another process does, and hands its events on either way.
///
/// @param reader who reads
/// @param once poll now, and once
/// @param says takes sentences about polls that fail
public record WatchLoop(
        EventStore store,
        Poller poller,
        String watch,
        String reader,
        EventSink sink,
        boolean once,
        Consumer<String> says) {
    private static final Duration READ = Duration.ofMinutes(10);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final int FAILED = 3;

    /// Goes on until the watch ends.
    ///
    /// @return the exit code
    public int run() throws IOException, InterruptedException {
        sink.write();
        String said = "";
        long read = poller.clock().millis();
        while (true) {
            WatchRow before = store.watch(watch);
            if (before == null) {
                says.accept("the watch was ended");
                return 0;
            }
            long now = poller.clock().millis();
            if (now - read > READ.toMillis()) {
                read = now;
                store.read(watch, reader, now);
            }
            Outcome outcome = Outcome.DONE;
            if (once || now >= before.next() || !before.state().isEmpty()) {
                store.tidy(now);
                outcome = poller.poll(watch);
            }
            sink.write();
            WatchRow after = store.watch(watch);
            if (after != null && !after.note().isEmpty() && !after.note().equals(said)) {
                says.accept(after.note());
            }
            said = after == null ? "" : after.note();
            boolean failed = outcome == Outcome.FAILED || outcome == Outcome.REFUSED;
            if (failed && !before.primed()) {
                says.accept("nothing is watched, as the first poll failed");
                store.remove(watch);
                return FAILED;
            }
            if (outcome == Outcome.ENDED) {
                says.accept("the watch has ended: " + (after == null ? "" : after.state()));
                return 0;
            }
            if (once) {
                return failed ? FAILED : 0;
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }
}
