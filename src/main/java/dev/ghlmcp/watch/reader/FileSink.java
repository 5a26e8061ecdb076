package dev.ghlmcp.watch.reader;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.secret.PrivateFiles;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.store.LoggedEvent;
import dev.ghlmcp.store.SinkPosition;
import dev.ghlmcp.watch.EventCursor;
import dev.ghlmcp.watch.WatchEvents;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import tools.jackson.core.JacksonException;

/// Appends a watch's events to a file, each exactly once: the store notes how long the file is only after it has
/// reached the disk, and what is beyond that is cut off at the start.
public final class FileSink implements EventSink {
    private static final int BATCH = 500;
    private static final int FIRST_LINE = 1 << 20;

    private final EventStore store;
    private final WatchEvents events;
    private final String watch;
    private final long made;
    private final FileChannel channel;
    private SinkPosition position;

    /// @throws IllegalArgumentException with a sentence if this is not the file that events went to
    public FileSink(EventStore store, WatchEvents events, Path file) throws IOException {
        this.store = store;
        this.events = events;
        this.watch = events.spec().id();
        this.made = store.watch(watch).made();
        Path whole = file.toAbsolutePath().normalize();
        if (Files.exists(whole) && !Files.isRegularFile(whole)) {
            throw new IllegalArgumentException("--out '" + file + "' is "
                    + (Files.isDirectory(whole) ? "a folder" : "no file") + ": name a file that is new or empty");
        }
        SinkPosition known = store.sink(watch, whole.toString());
        if (known == null && Files.exists(whole) && Files.size(whole) > 0) {
            throw new IllegalArgumentException(file + " holds " + content(first(whole))
                    + ", or name a file that is new or empty, which gets all events that are kept");
        }
        if (known != null && !Files.exists(whole)) {
            throw new IllegalArgumentException(file + " is gone, and held " + known.seq() + " events: put it back, or"
                    + " name another file, which gets all events that are kept");
        }
        PrivateFiles.append(whole).close();
        this.channel = FileChannel.open(whole, StandardOpenOption.WRITE);
        lock(file);
        String key = key(whole);
        if (known != null && (!known.key().equals(key) || channel.size() < known.length())) {
            channel.close();
            throw new IllegalArgumentException(
                    known.key().equals(key)
                            ? file + " is shorter than what was written to it: name another file, which gets all events"
                                    + " that are kept"
                            : file + " is another file than the one that events were written to: put that one back, or"
                                    + " name a new one, which gets all events that are kept");
        }
        this.position = known == null ? new SinkPosition(whole.toString(), key, 0, 0) : known;
        channel.truncate(position.length());
        channel.position(position.length());
        if (known == null) {
            try {
                store.sink(watch, position);
            } catch (RuntimeException e) {
                channel.close();
                throw e;
            }
        }
    }

    /// What a file holds that the store does not know, and what to do with it.
    private String content(EventCursor first) {
        if (first == null || !first.watch().equals(watch)) {
            return "something else than the events of this watch: move it away";
        }
        String anew = "from before the watch was ended and began anew";
        return first.made() == made
                ? "events of this watch that were written under another name: it was renamed or copied, or is a link."
                        + " Name it as then"
                : first.made() > 0
                        ? "events of this watch " + anew + ": move it away"
                        : "events of this watch, and was renamed or copied, is a link, or is " + anew
                                + ". Name it as then, move it away";
    }

    /// The cursor of a file's first line; null if it has none.
    private static EventCursor first(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(FIRST_LINE);
        }
        String line =
                new String(start, StandardCharsets.UTF_8).lines().findFirst().orElse("");
        try {
            return EventCursor.of(Json.MAPPER.readTree(line).path("cursor").asString(""));
        } catch (JacksonException | IllegalArgumentException _) {
            return null;
        }
    }

    private void lock(Path file) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException _) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new IllegalArgumentException("Another ghl-mcp writes to " + file + " already");
        }
    }

    private static String key(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key == null ? "" : key.toString();
    }

    /// A Redis that was restarted may have lost the last events of this file and where it stood after them: they come
    /// again, perhaps in another order. What a write that failed has left of a line is cut off.
    private void goBack() throws IOException {
        SinkPosition known = store.sink(watch, position.name());
        if (known != null && known.length() < position.length()) {
            position = known;
        }
        channel.truncate(position.length());
        channel.position(position.length());
    }

    @Override
    public int write() throws IOException {
        try {
            return written();
        } catch (IOException e) {
            throw new IOException(
                    position.name() + " cannot be written: " + e.getMessage() + ": the events come the next time", e);
        }
    }

    @Override
    public boolean lasts() {
        return true;
    }

    private int written() throws IOException {
        int count = 0;
        goBack();
        while (true) {
            List<LoggedEvent> more = store.events(watch, position.seq(), BATCH);
            if (more.isEmpty()) {
                return count;
            }
            StringBuilder lines = new StringBuilder();
            more.forEach(event -> lines.append(events.line(made, event)).append('\n'));
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.toString());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            position = new SinkPosition(
                    position.name(),
                    position.key(),
                    channel.position(),
                    more.getLast().seq());
            store.sink(watch, position);
            count += more.size();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
