package dev.ghlmcp.watch.service;

import java.util.concurrent.atomic.LongAdder;

/// What this process' polls came to since its start.
///
/// @param done   polls that HighLevel answered
/// @param failed polls that it did not
/// @param events that they logged
/// @param bells  of HighLevel's webhooks that this process has heard
public record PollCounts(LongAdder done, LongAdder failed, LongAdder events, LongAdder bells) {
    public PollCounts() {
        this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
    }
}
