package dev.ghlmcp.cli.batch;

import dev.ghlmcp.cli.output.UsageException;
import dev.ghlmcp.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.node.ObjectNode;

/// The state of each line of a run, in the file that `--done` names, so that the next run continues from it. A write is
/// noted as begun, on the disk, before its request is sent: one that never ended is uncertain. A line is identified by
/// a hash of its arguments and a count of equal lines before it, so the file holds no arguments, and lines may be added
/// or moved. Thread-safe.
final class BatchJournal implements AutoCloseable {
    /// The state of a line.
    enum State {
        NEW,
        DONE,
        UNCERTAIN
    }

    /// A journal that is never written.
    static final BatchJournal NONE = new BatchJournal(null, null);

    private static final int KEY_BYTES = 12;

    private final Path path;
    private final FileChannel file;
    private final Map<String, String> known = new HashMap<>();
    private final Map<String, Integer> times = new HashMap<>();

    private BatchJournal(Path path, FileChannel file) {
        this.path = path;
        this.file = file;
    }

    /// @param owner which calls the file is for; one of other calls is refused
    static BatchJournal open(Path path, String owner) throws UsageException {
        FileChannel file = null;
        try {
            file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (file.tryLock() == null) {
                throw new UsageException("--done: another run is using " + path);
            }
            BatchJournal journal = new BatchJournal(path, file);
            journal.read("# " + owner);
            return journal;
        } catch (IOException e) {
            throw new UsageException("--done: " + reason(path, e));
        } catch (UsageException e) {
            closed(file);
            throw e;
        }
    }

    private static String reason(Path path, IOException e) {
        Path folder = path.toAbsolutePath().getParent();
        return Files.isDirectory(path)
                ? path + " is a folder; name a file"
                : folder != null && !Files.isDirectory(folder)
                        ? "there is no folder " + folder
                        : path + " cannot be written"
                                + (e instanceof AccessDeniedException ? ": permission denied" : "");
    }

    private static void closed(FileChannel file) {
        try {
            file.close();
        } catch (IOException _) {
            // The earlier failure is the one to report.
        }
    }

    private void read(String header) throws IOException, UsageException {
        // Read through this channel: closing another channel of the same file would end the lock.
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
        while (bytes.hasRemaining() && file.read(bytes) >= 0) {}
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        // A note that a power failure cut off does not count: its request was not sent yet.
        int whole = text.lastIndexOf('\n') + 1;
        file.truncate(text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length);
        file.position(file.size());
        if (whole == 0) {
            write(header);
            return;
        }
        List<String> lines = text.substring(0, whole).lines().toList();
        if (!lines.getFirst().equals(header)) {
            throw new UsageException("--done: " + path + " belongs to other calls ("
                    + (lines.getFirst().startsWith("# ") ? lines.getFirst().substring(2) : "it is no file of --done")
                    + "); name another file for " + header.substring(2));
        }
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            if (words.length >= 2 && !words[0].equals("#")) {
                known.put(words[1], words[0]);
            }
        }
    }

    /// Whether it holds lines of an earlier run.
    boolean resumed() {
        return !known.isEmpty();
    }

    /// The key of a line. Call this in the order of the lines.
    String key(ObjectNode arguments) {
        if (file == null) {
            return "";
        }
        try {
            byte[] json = Json.MAPPER
                    .writer()
                    .with(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
                    .writeValueAsBytes(arguments);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(json);
            String same = HexFormat.of().formatHex(hash, 0, KEY_BYTES);
            return same + "/" + times.merge(same, 1, Integer::sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    synchronized State state(String key) {
        return switch (known.getOrDefault(key, "")) {
            case "done" -> State.DONE;
            case "begun", "uncertain" -> State.UNCERTAIN;
            default -> State.NEW;
        };
    }

    /// Notes the state of a line. The note is on the disk when this returns.
    ///
    /// @param word   `begun`, `done`, `failed` (nothing was changed) or `uncertain`
    /// @param number of the line, for people
    synchronized void note(String word, String key, long number) {
        if (file == null) {
            return;
        }
        try {
            write(word + " " + key + " line " + number);
            known.put(key, word);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " could not be written", e);
        }
    }

    private void write(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        file.force(false);
    }

    @Override
    public void close() {
        if (file != null) {
            closed(file);
        }
    }
}
