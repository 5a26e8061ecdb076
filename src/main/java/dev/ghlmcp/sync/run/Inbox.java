package dev.ghlmcp.sync.run;

import dev.ghlmcp.store.Document;
import dev.ghlmcp.store.DocumentStore;
import dev.ghlmcp.store.KeyedDigests;
import dev.ghlmcp.store.StoreException;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncInput;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The messages of syncs, durable from when they are accepted. Thread-safe.
///
/// @see StoreException what every method throws if the store cannot be used
public final class Inbox {
    /// Why a message is dead whose call may have been carried out.
    static final String UNCERTAIN = "uncertain";

    private static final int PAGE = 500;

    /// What a person does about it, as the end of a sentence.
    static String remedy(String sync, String id) {
        return "`ghl-mcp sync replay " + sync + " " + id + " --uncertain done` if it was carried out, or `--uncertain"
                + " repeat` if not";
    }

    /// A message that is stored.
    ///
    /// @param id        of the message
    /// @param duplicate whether it was there before
    public record Accepted(String id, boolean duplicate) {}

    /// How the messages of a sync are. Times are in ms since 1970; 0 for never.
    ///
    /// @param states how many there are in each state; what has ended is kept for a week, dead letters for 30 days
    /// @param last   when one came last
    /// @param oldest when the oldest came that still has to be worked on
    public record SyncCounts(Map<SyncState, Integer> states, long last, long oldest) {
        /// How many are in a state.
        public int of(SyncState state) {
            return states.getOrDefault(state, 0);
        }
    }

    private final DocumentStore documents;
    private final InstantSource clock;
    private final KeyedDigests digests;
    private final AtomicLong order = new AtomicLong();

    /// @param documents where they are kept
    public Inbox(DocumentStore documents, InstantSource clock) {
        this.documents = documents;
        this.clock = clock;
        this.digests = new KeyedDigests(documents);
    }

    /// Takes what came in one delivery. It is stored when this returns. Without a key, what is like the last message of
    /// its record is the same message.
    ///
    /// @param deliveryKey the same whenever the sender sends the same again; null if it names none
    public List<Accepted> accept(Sync sync, List<SyncInput> inputs, String deliveryKey) {
        List<Accepted> accepted = new ArrayList<>();
        digests.current();
        for (SyncInput input : inputs) {
            LastMessage last = new LastMessage(documents, digests, sync, input, clock.millis());
            if (last.same() && deliveryKey == null && !dead(sync.name(), last.id())) {
                accepted.add(new Accepted(last.id(), true));
            } else {
                String id = deliveryKey == null
                        ? last.following()
                        : digests.of("delivery", accepted.size() + " " + deliveryKey);
                long order = next();
                SyncMessage message = SyncMessage.received(sync.name(), id, order, order, input, clock.millis());
                accepted.add(new Accepted(id, !documents.insert(message.document(null))));
                if (deliveryKey == null || last.id() != null) {
                    last.followed(id);
                }
            }
        }
        return accepted;
    }

    private boolean dead(String sync, String id) {
        SyncMessage message = find(sync, id);
        return message == null || message.state() == SyncState.DEAD;
    }

    private long next() {
        long now = clock.millis() * 1000;
        return order.updateAndGet(last -> Math.max(last + 1, now));
    }

    /// A message; null if there is none, or no longer.
    public SyncMessage find(String sync, String id) {
        Document document = documents.document(SyncMessage.kind(sync), id);
        return document == null ? null : SyncMessage.of(document);
    }

    /// How the messages of a sync are. All of them are read.
    public SyncCounts counts(String sync) {
        return counts(sync, _ -> {});
    }

    /// The same, with a look at the dead letters.
    ///
    /// @param dead is told of each dead letter
    public SyncCounts counts(String sync, Consumer<SyncMessage> dead) {
        Map<SyncState, Integer> states = new EnumMap<>(SyncState.class);
        long[] times = {0, Long.MAX_VALUE};
        each(sync, "", message -> {
            states.merge(message.state(), 1, Integer::sum);
            times[0] = Math.max(times[0], message.at());
            if (message.state() == SyncState.DEAD) {
                dead.accept(message);
            }
            if (message.state().open()) {
                times[1] = Math.min(times[1], message.at());
            }
            return true;
        });
        return new SyncCounts(states, times[0], times[1] == Long.MAX_VALUE ? 0 : times[1]);
    }

    /// What was given up, in the order of the ids.
    ///
    /// @param after the id before the first; empty for all
    public List<SyncMessage> dead(String sync, String after, int max) {
        List<SyncMessage> dead = new ArrayList<>();
        each(sync, after, message -> {
            if (message.state() == SyncState.DEAD) {
                dead.add(message);
            }
            return dead.size() < max;
        });
        return dead;
    }

    /// All that came or ended since then, the oldest in front.
    public List<SyncMessage> report(String sync, Instant since) {
        List<SyncMessage> found = new ArrayList<>();
        each(sync, "", message -> {
            if (Math.max(message.at(), message.ended()) >= since.toEpochMilli()) {
                found.add(message);
            }
            return true;
        });
        found.sort(Comparator.comparingLong(SyncMessage::order));
        return found;
    }

    /// Has dead letters worked on again in the order in which they came, with the mapping of now. Those that HighLevel
    /// may have carried out have to be named.
    ///
    /// @param ids empty for all others
    /// @return how many
    public int replay(String sync, Collection<String> ids) {
        int count = 0;
        List<SyncMessage> dead = dead(sync, "", Integer.MAX_VALUE);
        dead.sort(Comparator.comparingLong(SyncMessage::came));
        for (SyncMessage message : dead) {
            boolean chosen = ids.isEmpty() ? !message.uncertain() : ids.contains(message.id());
            if (chosen && replay(message)) {
                count++;
            }
        }
        return count;
    }

    /// Has a dead letter worked on again as it came: what a newer message has written since stays.
    ///
    /// @return false if it is no dead letter
    public boolean replay(SyncMessage dead) {
        return replay(dead.sync(), dead.id(), dead.input(), dead.came());
    }

    /// Has a dead letter worked on again with another input, as if that came now.
    ///
    /// @return false if it is no dead letter
    public boolean replay(String sync, String id, SyncInput edited) {
        return replay(sync, id, edited, 0);
    }

    /// @param came 0 for now
    private boolean replay(String sync, String id, SyncInput input, long came) {
        Document document = documents.document(SyncMessage.kind(sync), id);
        long order = next();
        return document != null
                && SyncMessage.of(document).state() == SyncState.DEAD
                && documents.replace(
                        SyncMessage.received(sync, id, order, came == 0 ? order : came, input, clock.millis())
                                .document(document));
    }

    /// What is to be tried again later is to be tried now.
    void hurry(String sync) {
        long now = clock.millis();
        each(sync, "", message -> {
            if (message.state() == SyncState.RETRY && message.next() > now) {
                Stored stored = stored(sync, message.id());
                if (stored != null && stored.message().equals(message)) {
                    documents.replace(stored.document().at(now));
                }
            }
            return true;
        });
    }

    /// A message as it was read.
    record Stored(Document document, SyncMessage message) {}

    /// A message as it is now; null if there is none.
    Stored stored(String sync, String id) {
        Document document = documents.document(SyncMessage.kind(sync), id);
        return document == null ? null : new Stored(document, SyncMessage.of(document));
    }

    /// Puts a message in the place of what was read.
    ///
    /// @return false, and nothing is stored, if it was changed since it was read
    boolean replace(Stored before, SyncMessage after) {
        return documents.replace(after.document(before.document()));
    }

    /// Those that are to be worked on, the longest due in front.
    List<SyncMessage> due(String sync, int max) {
        return documents.due(SyncMessage.kind(sync), clock.millis(), max).stream()
                .map(SyncMessage::of)
                .toList();
    }

    /// @param goes told of each message after that id, until it wants no more
    private void each(String sync, String after, Predicate<SyncMessage> goes) {
        String last = after;
        List<Document> page;
        do {
            page = documents.documents(SyncMessage.kind(sync), last, PAGE);
            for (Document document : page) {
                if (!goes.test(SyncMessage.of(document))) {
                    return;
                }
                last = document.name();
            }
        } while (page.size() == PAGE);
    }
}
