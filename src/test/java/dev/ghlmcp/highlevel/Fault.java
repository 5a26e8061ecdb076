package dev.ghlmcp.highlevel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// What may go wrong with one exchange between the client and HighLevel.
enum Fault {
    /// All is well; 75 of 100 exchanges.
    NONE(747),
    /// The answer is late, but in time.
    DELAYED(30),
    /// The answer never comes.
    STALLED(6),
    /// The connection breaks before the request is passed on.
    CUT_BEFORE(30),
    /// The request is carried out, and the connection breaks before the answer.
    CUT_AFTER(30),
    /// The connection breaks in the midst of the answer.
    CUT_MIDWAY(30),
    /// Bytes of the answer are changed, so that it breaks HTTP's rules or JSON's. Where the change leaves another
    /// answer in good order no client could tell.
    CORRUPTED(40),
    /// 429 in HighLevel's place.
    LIMITED(30),
    /// 500 in HighLevel's place, which saw nothing of it.
    FAILED_BEFORE(15),
    /// 500 although HighLevel carried it out.
    FAILED_AFTER(15),
    /// 502 in HighLevel's place, as a page.
    GATEWAY_BEFORE(14),
    /// 502, as a page, although HighLevel carried it out.
    GATEWAY_AFTER(13);

    private final int share;

    Fault(int share) {
        this.share = share;
    }

    /// Which exchange meets which fault. The order is the seed's; which call an exchange belongs to is chance.
    static final class Plan {
        /// Once in a plan nothing gets through for this many exchanges: an outage.
        private static final int OUTAGE = 10;

        private final List<Fault> faults;
        private final AtomicInteger next = new AtomicInteger();
        private final Map<Fault, AtomicInteger> met = new EnumMap<>(Fault.class);

        Plan(long seed, int length) {
            Random random = new Random(seed);
            List<Fault> bag = new ArrayList<>();
            for (Fault fault : values()) {
                bag.addAll(Collections.nCopies(fault.share, fault));
                met.put(fault, new AtomicInteger());
            }
            List<Fault> drawn = new ArrayList<>();
            while (drawn.size() < length) {
                drawn.add(bag.get(random.nextInt(bag.size())));
            }
            Collections.fill(drawn.subList(length / 2, length / 2 + OUTAGE), CUT_BEFORE);
            faults = List.copyOf(drawn);
        }

        Fault next() {
            Fault fault = faults.get(next.getAndIncrement() % faults.size());
            met.get(fault).incrementAndGet();
            return fault;
        }

        Map<Fault, AtomicInteger> met() {
            return met;
        }
    }
}
