package dev.ghlmcp.server.event;

import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.server.auth.Principals;
import dev.ghlmcp.watch.service.Watches;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;

/// What the methods of all paths share.
///
/// @param watches    gives them; their store is opened by the first who asks
/// @param numbers    of errors
/// @param principals who may still come in
/// @param heartbeat  the longest time in which a stream says nothing
/// @param clock      of the watches
public record EventSupport(
        Function<Dispatcher, Watches> watches,
        EventNumbers numbers,
        Principals principals,
        Duration heartbeat,
        InstantSource clock) {
    /// SEP-3415 wants a heartbeat every 30 s.
    private static final Duration HEARTBEAT = Duration.ofSeconds(25);

    /// With the times that clients expect.
    public EventSupport(Function<Dispatcher, Watches> watches, EventNumbers numbers, Principals principals) {
        this(watches, numbers, principals, HEARTBEAT, InstantSource.system());
    }
}
