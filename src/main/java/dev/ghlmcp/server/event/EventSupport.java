package dev.ghlmcp.server.event;

import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.server.auth.Principals;
import dev.ghlmcp.watch.service.Watches;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;

/// What the methods of all paths share.
///
/// @param watches    gives them; their store is opened by the first who asks
/// @param callbacks  gives the subscriptions with callbacks; null where there can be none
/// @param numbers    of errors
/// @param principals who may still come in
/// @param heartbeat  the longest time in which a stream says nothing
/// @param clock      of the watches
public record EventSupport(
        Function<Dispatcher, Watches> watches,
        Supplier<EventSubscriptions> callbacks,
        EventNumbers numbers,
        Principals principals,
        Duration heartbeat,
        InstantSource clock) {
    /// SEP-3415 wants a heartbeat every 30 s.
    private static final Duration HEARTBEAT = Duration.ofSeconds(25);

    /// Whether a caller can have events sent to a callback: only one who will be known later on.
    boolean callsBack(Caller caller) {
        return callbacks != null && principals.known(caller.principal()) != null;
    }

    /// With the times that clients expect.
    public EventSupport(
            Function<Dispatcher, Watches> watches,
            Supplier<EventSubscriptions> callbacks,
            EventNumbers numbers,
            Principals principals) {
        this(watches, callbacks, numbers, principals, HEARTBEAT, InstantSource.system());
    }
}
