package dev.ghlmcp.watch.service;

import dev.ghlmcp.watch.bell.HeardBells;
import java.util.concurrent.atomic.LongAdder;

/// What this process' polls came to since its start.
///
/// @param done   polls that HighLevel answered
/// @param failed polls that it did not
/// @param events that they logged
/// @param bells  HighLevel's webhooks that were taken
public record PollCounts(LongAdder done, LongAdder failed, LongAdder events, HeardBells bells) {
    public PollCounts() {
        this(new LongAdder(), new LongAdder(), new LongAdder(), new HeardBells());
    }
}
