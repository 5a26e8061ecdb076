package dev.ghlmcp.watch.reader;

import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.LoggedEvent;
import dev.ghlmcp.store.SinkPosition;
import dev.ghlmcp.store.WatchRow;
import dev.ghlmcp.watch.WatchEvents;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;

/// Prints a watch's events, a line each. One that was printed just before the program was killed is printed again.
public final class LineSink implements EventSink {
    private static final int BATCH = 500;
    private static final String NAME = "-";

    private final EventStore store;
    private final WatchEvents events;
    private final long made;
    private final PrintStream out;
    private final Consumer<Runnable> printing;
    private SinkPosition position;

    /// Goes on after what was printed last, or from now on.
    ///
    /// @param printing runs what prints
    public LineSink(EventStore store, WatchEvents events, PrintStream out, Consumer<Runnable> printing) {
        this.store = store;
        this.events = events;
        this.out = out;
        this.printing = printing;
        WatchRow row = store.watch(id());
        this.made = row.made();
        SinkPosition known = store.sink(id(), NAME);
        this.position = known == null ? new SinkPosition(NAME, "", 0, row.last()) : known;
        if (known == null) {
            // What cannot be written the first time must come the next time.
            store.sink(id(), position);
        }
    }

    @Override
    public int write() throws IOException {
        int count = 0;
        while (true) {
            List<LoggedEvent> more = store.events(id(), position.seq(), BATCH);
            if (more.isEmpty()) {
                return count;
            }
            printing.accept(() -> {
                more.forEach(event -> out.println(events.line(made, event)));
                out.flush();
            });
            if (out.checkError()) {
                throw new IOException(
                        "standard output cannot be written, as nobody reads it any more or its disk is full:"
                                + " the events come the next time");
            }
            position = new SinkPosition(NAME, "", 0, more.getLast().seq());
            store.sink(id(), position);
            count += more.size();
        }
    }

    @Override
    public boolean lasts() {
        return false;
    }

    private String id() {
        return events.spec().id();
    }

    @Override
    public void close() {
        out.flush();
    }
}
