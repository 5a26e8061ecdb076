package dev.ghlmcp.watch.reader;

import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.watch.WatchSource.PollException;
import dev.ghlmcp.watch.poll.Poller;
import dev.ghlmcp.watch.poll.Poller.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/// Polls a watch when it is due, unless another process does, and hands its events on either way, once a poll with
/// the reader's own token has worked.
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

    /// A process that was killed holds a watch for less.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// A pause doubles so many times while the store cannot be used.
    private static final int DOUBLINGS = 3;

    private static final int WRONG = 2;
    private static final int FAILED = 3;

    /// Goes on until the watch ends. A store or a file that is away or full is waited for, unless this is done once.
    ///
    /// @return the exit code
    public int run() throws InterruptedException {
        Progress progress = new Progress();
        int fails = 0;
        while (true) {
            try {
                Integer code = progress.step();
                if (code != null) {
                    return code;
                }
                fails = 0;
            } catch (StoreException e) {
                if (once || !e.away()) {
                    throw e;
                }
                progress.say(e.getMessage());
                fails++;
            } catch (IOException e) {
                progress.say(e.getMessage());
                if (once || !sink.lasts()) {
                    return FAILED;
                }
                fails++;
            }
            Thread.sleep(LOOK_AGAIN.multipliedBy(1L << Math.min(fails, DOUBLINGS)));
        }
    }

    /// How far a run is.
    private final class Progress {
        private final long begun = poller.clock().millis();
        /// When the watch was entered; 0 until the store has said so.
        private long made;

        private String said = "";
        private boolean proven;
        private Outcome outcome = Outcome.DONE;
        private long read = begun;

        private void say(String sentence) {
            if (!sentence.isEmpty() && !sentence.equals(said)) {
                says.accept(sentence);
            }
            said = sentence;
        }

        /// @return the exit code; null to go on
        private Integer step() throws IOException, InterruptedException {
            WatchRow before = store.watch(watch);
            if (before == null || (made > 0 && before.made() != made)) {
                says.accept("the watch was ended");
                return 0;
            }
            made = before.made();
            long now = poller.clock().millis();
            if (now - read > READ.toMillis()) {
                read = now;
                store.read(watch, reader, now);
            }
            boolean unasked = !proven && outcome != Outcome.FAILED;
            outcome = proven || unasked ? Outcome.DONE : outcome;
            if (!proven && !before.state().isEmpty() && !shown(before)) {
                return FAILED;
            }
            if (once || unasked || now >= before.next() || !before.state().isEmpty()) {
                store.tidy(now);
                outcome = poller.poll(watch, proven ? null : says);
                proven |= outcome == Outcome.DONE || outcome == Outcome.ENDED;
            }
            if (!proven && before.primed() && outcome == Outcome.REFUSED) {
                return FAILED;
            }
            if (proven) {
                sink.write();
            }
            WatchRow after = store.watch(watch);
            say(after == null ? "" : after.note());
            boolean failed = outcome == Outcome.FAILED || outcome == Outcome.REFUSED;
            if (failed && !before.primed()) {
                says.accept("nothing is watched, as the first poll failed");
                store.remove(watch);
                return outcome == Outcome.REFUSED ? WRONG : FAILED;
            }
            if (outcome == Outcome.ENDED) {
                says.accept("the watch has ended: " + (after == null ? "" : after.state()));
                return 0;
            }
            if (once && outcome != Outcome.ELSEWHERE) {
                return failed ? FAILED : 0;
            }
            if (once && now - begun > PATIENCE.toMillis()) {
                says.accept(
                        "another process polls this watch just now, so nothing was polled; the next one catches up");
                return FAILED;
            }
            return null;
        }
    }

    /// What has ended is polled no more, and its events are for callers that HighLevel answers.
    private boolean shown(WatchRow ended) throws InterruptedException {
        try {
            poller.probe(ended);
            return true;
        } catch (PollException e) {
            says.accept(e.getMessage());
            return false;
        }
    }
}
