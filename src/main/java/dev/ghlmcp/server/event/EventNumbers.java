package dev.ghlmcp.server.event;

import dev.ghlmcp.server.event.EventError.Numbers;
import dev.ghlmcp.server.protocol.RequestContext;
import dev.ghlmcp.server.stateless.StatelessRequest;

/// Which numbers the errors of events have, as the settings say.
public enum EventNumbers {
    /// Those of SEP-3415 for a client that declares the extension, else those of the sketch.
    AUTO,
    SEP,
    SKETCH;

    Numbers of(RequestContext context) {
        boolean sep = this == SEP
                || (this == AUTO && context.extension(StatelessRequest.EVENTS).isObject());
        return sep ? Numbers.SEP : Numbers.SKETCH;
    }
}
