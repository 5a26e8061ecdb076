package dev.ghlmcp.watch.service;

import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.watch.poll.Poller;
import dev.ghlmcp.watch.poll.Poller.Outcome;

/// A poll of which it is noted what it came to.
record CountedPoll(EventStore store, PollCounts counts, WatchProofs proofs) {
    Outcome of(String watch, Poller poller) throws InterruptedException {
        WatchRow before = store.watch(watch);
        Outcome outcome = poller.poll(watch);
        if (outcome == Outcome.ELSEWHERE) {
            return outcome;
        }
        WatchRow after = store.watch(watch);
        boolean known = before != null && after != null;
        boolean failed = known && after.fails() > before.fails();
        boolean ended = outcome == Outcome.ENDED;
        (failed ? counts.failed() : counts.done()).increment();
        counts.events().add(known ? after.last() - before.last() : 0);
        if (known && before.state().isEmpty() && (outcome == Outcome.DONE || (ended && !failed))) {
            proofs.polled(watch, true);
        } else if (outcome == Outcome.REFUSED || (ended && failed)) {
            proofs.polled(watch, false);
        }
        return outcome;
    }
}
