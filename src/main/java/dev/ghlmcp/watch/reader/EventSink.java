package dev.ghlmcp.watch.reader;

import java.io.IOException;

/// Where a watch's events go.
public interface EventSink extends AutoCloseable {
    /// Writes what the log has and this has not had.
    ///
    /// @return how many events
    int write() throws IOException;

    /// Whether a write that failed may work later.
    boolean lasts();

    @Override
    void close() throws IOException;
}
