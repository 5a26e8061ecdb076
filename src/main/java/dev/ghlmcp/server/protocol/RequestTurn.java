package dev.ghlmcp.server.protocol;

import java.util.function.Supplier;

/// The request that this thread works on, where the transport waits for requests to end before it takes more.
public record RequestTurn(InFlight inFlight, Object id) {
    /// Not bound where the transport does not wait.
    public static final ScopedValue<RequestTurn> CURRENT = ScopedValue.newInstance();

    /// Asks the client something. The transport meanwhile takes more in, as the answer is among it.
    ///
    /// @throws java.util.concurrent.CancellationException if the client can say nothing more
    public static <T> T asking(Supplier<T> question) {
        if (!CURRENT.isBound()) {
            return question.get();
        }
        RequestTurn turn = CURRENT.get();
        turn.inFlight().asks(turn.id());
        try {
            return question.get();
        } finally {
            turn.inFlight().goesOn(turn.id());
        }
    }
}
