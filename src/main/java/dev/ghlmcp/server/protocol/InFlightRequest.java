package dev.ghlmcp.server.protocol;

/// A request that is not answered yet. Guarded by its [InFlight].
final class InFlightRequest {
    private final Thread worker;
    private final int size;
    private State state;

    /// What it is doing. Only one that works ends without the client, so only those are waited for.
    enum State {
        WORKING,
        ASKING,
        LISTENING
    }

    InFlightRequest(Thread worker, int size, State state) {
        this.worker = worker;
        this.size = size;
        this.state = state;
    }

    Thread worker() {
        return worker;
    }

    int size() {
        return size;
    }

    State state() {
        return state;
    }

    void state(State next) {
        state = next;
    }
}
