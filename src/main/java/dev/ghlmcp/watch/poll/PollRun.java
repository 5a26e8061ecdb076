package dev.ghlmcp.watch.poll;

import dev.ghlmcp.store.Commit;
import dev.ghlmcp.store.Commit.Event;
import dev.ghlmcp.store.Commit.Put;
import dev.ghlmcp.store.Lease;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.watch.AskedFields;
import dev.ghlmcp.watch.Observed;
import dev.ghlmcp.watch.Trigger;
import dev.ghlmcp.watch.WatchEvents;
import dev.ghlmcp.watch.WatchSource.Page;
import dev.ghlmcp.watch.WatchSource.PollException;
import dev.ghlmcp.watch.WatchWindow;
import dev.ghlmcp.watch.poll.Poller.LeaseLostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/// One poll of one watch.
///
/// @param row   what was known before
/// @param lease by which its findings are noted; null for a sample
/// @param known what the watch had seen before, by slot
/// @param now   when it began, in ms since 1970
/// @param requests how many it has sent so far
record PollRun(
        Poller poller,
        WatchRow row,
        Lease lease,
        Map<String, String> known,
        WatchEvents events,
        long now,
        AtomicInteger requests) {
    /// Asks HighLevel and notes what is new.
    ///
    /// @return whether the watch goes on
    boolean poll() throws PollException, InterruptedException {
        return switch (trigger().kind()) {
            case FEED ->
                trigger().operation().equals("list_conversation_messages") ? compared() : new FeedPoll(this).poll();
            case SET, WINDOW, PROBE, RECORD -> compared();
            case MEDIA -> new MediaPoll(this).poll();
        };
    }

    Trigger trigger() {
        return events.trigger();
    }

    /// Reads all there is and compares it with what there was.
    private boolean compared() throws PollException, InterruptedException {
        WatchWindow window = WatchWindow.of(trigger(), row, now);
        ObjectNode arguments = window.in(events.spec().arguments());
        Map<String, String> before = known;
        Map<String, Observed> seen = new PollAnswers(this).all(arguments);
        boolean gone = trigger().kind() == Trigger.Kind.RECORD && seen.isEmpty() && lasting();
        if (gone && !row.primed()) {
            throw nothing();
        }
        if (suspect(before, seen)) {
            throw new PollException(
                    "The list came much shorter than before, as it does while HighLevel writes: it is read again",
                    false);
        }
        List<Put> puts = new ItemDiff(events, window, now, row.polled(), row.primed()).puts(before, seen, complete());
        commit(new Commit(puts, 0, 0, now, end(gone ? "removed" : "", row.everyMs())));
        return !gone;
    }

    static PollException nothing() {
        return new PollException("What is to be watched does not exist; check its id", true);
    }

    /// Whether what is not in the answer is not there: of messages only the latest are read.
    boolean complete() {
        return trigger().kind() != Trigger.Kind.FEED;
    }

    /// HighLevel answers short lists right after writes. It is believed when it says so twice.
    private boolean suspect(Map<String, String> before, Map<String, Observed> seen) {
        return complete() && before.size() > 20 && seen.size() < before.size() / 2 && row.fails() == 0;
    }

    /// What there is now, as events would tell it.
    List<Event> sample(int max) throws PollException, InterruptedException {
        return trigger().kind() == Trigger.Kind.MEDIA
                ? List.of()
                : told(new PollAnswers(this)
                                .first(WatchWindow.of(trigger(), row, now)
                                        .in(events.spec().arguments()))
                                .stream()
                                .limit(max)
                                .map(item ->
                                        events.event(item, trigger().emits().getFirst(), "sample", now, List.of()))
                                .toList());
    }

    /// Asks HighLevel, and notes nothing.
    ///
    /// @throws PollException if it does not show what is watched
    void probe() throws PollException, InterruptedException {
        boolean found = read(WatchWindow.of(trigger(), row, now)
                        .in(events.spec().arguments()))
                .found();
        if (!found && row.state().isEmpty() && lasting()) {
            throw new PollException("HighLevel knows nothing of what is watched", true);
        }
    }

    /// Whether what is watched was there from the first poll on.
    private boolean lasting() {
        return switch (trigger().kind()) {
            case FEED, SET, WINDOW -> true;
            case RECORD -> !trigger().emits().contains("new");
            case PROBE, MEDIA -> false;
        };
    }

    Page read(ObjectNode arguments) throws PollException, InterruptedException {
        requests.incrementAndGet();
        ObjectNode sent = arguments.deepCopy();
        sent.remove(AskedFields.ARGUMENT);
        return poller.source().read(polled(), sent);
    }

    private String polled() {
        return trigger().operation().equals("list_contacts")
                ? "search_contacts"
                : trigger().operation();
    }

    List<Event> told(List<Event> drafts) {
        return drafts.isEmpty()
                ? drafts
                : events.told(
                        drafts,
                        items ->
                                poller.source().describe(polled(), events.spec().arguments(), items));
    }

    /// With what readers see of those events that are new.
    private List<Put> told(Commit commit) {
        List<Put> puts = new ArrayList<>(commit.puts());
        List<Integer> fresh = IntStream.range(0, puts.size())
                .filter(at -> puts.get(at).event() != null)
                .filter(at -> !Objects.equals(
                        puts.get(at).value(), known.get(puts.get(at).slot())))
                .boxed()
                .toList();
        List<Event> told = told(fresh.stream().map(at -> puts.get(at).event()).toList());
        for (int at = 0; at < told.size(); at++) {
            Put put = puts.get(fresh.get(at));
            puts.set(fresh.get(at), new Put(put.slot(), put.value(), put.at(), told.get(at)));
        }
        return puts;
    }

    Commit.Poll end(String state, long pause) {
        return new Commit.Poll(now + pause, state, "", requests.get(), true);
    }

    void commit(Commit commit) {
        Commit told = new Commit(told(commit), commit.mark(), commit.forget(), commit.now(), commit.poll());
        if (!poller.store().commit(lease, told)) {
            throw new LeaseLostException();
        }
    }
}
