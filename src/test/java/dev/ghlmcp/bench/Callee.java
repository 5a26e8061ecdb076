package dev.ghlmcp.bench;

import java.io.IOException;

/// Something that can be asked for the one contact: a server over stdio, or the API itself.
interface Callee extends AutoCloseable {
    int IN_FLIGHT = 64;

    /// Each call sent after the answer to the one before.
    Timing sequential(int calls) throws IOException;

    /// [#IN_FLIGHT] calls waiting for their answer at any time.
    Timing inFlight(int calls) throws IOException;

    @Override
    void close() throws IOException;
}
