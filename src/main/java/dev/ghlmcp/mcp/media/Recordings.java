package dev.ghlmcp.mcp.media;

import dev.ghlmcp.secret.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where recordings are saved that are too large for a result. They hold customers' voices: each principal has a
/// folder, only this user may read it, and what is a day old is deleted, as is the oldest when all take more than a
/// gigabyte. Thread-safe.
public final class Recordings {
    /// How long one can be read.
    public static final Duration LIFE = Duration.ofDays(1);

    static final long MAX_BYTES = 1L << 30;

    private static final int ID_BYTES = 16;
    private static final int OWNER_BYTES = 16;
    private static final String LOCAL = "local";
    private static final Pattern OWNERS = Pattern.compile(LOCAL + "|[0-9a-f]{32}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern OURS =
            Pattern.compile("[A-Za-z0-9]*-[0-9a-f]{32}\\.[a-z0-9]{1,5}|recording-[0-9]+\\.part");

    private final Path directory;
    private final boolean remote;
    private final InstantSource clock;
    private final long mostBytes;

    /// One that was saved.
    ///
    /// @param id   nobody can guess
    /// @param file where it is on this machine
    public record Saved(String id, Path file) {}

    /// For clients on this machine, who may open the files.
    ///
    /// @param directory made when first needed
    public Recordings(Path directory) {
        this(directory, false, InstantSource.system(), MAX_BYTES);
    }

    /// @param remote the clients cannot open files of this machine
    public Recordings(Path directory, boolean remote) {
        this(directory, remote, InstantSource.system(), MAX_BYTES);
    }

    Recordings(Path directory, boolean remote, InstantSource clock, long mostBytes) {
        this.directory = directory;
        this.remote = remote;
        this.clock = clock;
        this.mostBytes = mostBytes;
    }

    public Path directory() {
        return directory;
    }

    /// Whether clients cannot open files of this machine.
    public boolean remote() {
        return remote;
    }

    /// When one that is saved now is deleted.
    public Instant end() {
        return clock.instant().plus(LIFE);
    }

    /// Saves one for a principal, or another file that HighLevel answered.
    ///
    /// @param name   that tells something, such as the id of the message
    /// @param suffix such as `.wav`
    public Saved save(String principal, String name, String suffix, byte[] content) throws IOException {
        Path folder = folder(principal);
        PrivateFiles.createFolder(directory);
        PrivateFiles.createFolder(folder);
        Path partial = Files.createTempFile(folder, "recording-", ".part");
        try {
            if (PrivateFiles.exposed(folder) || !Files.getOwner(folder).equals(Files.getOwner(partial))) {
                throw new IOException(folder + " is somebody else's, or open to others");
            }
            Files.write(partial, content);
            Files.setLastModifiedTime(partial, FileTime.from(clock.instant()));
            byte[] id = new byte[ID_BYTES];
            new SecureRandom().nextBytes(id);
            String unique = HexFormat.of().formatHex(id);
            Path file = folder.resolve(name.replaceAll("[^A-Za-z0-9]", "") + "-" + unique + suffix);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            deleteOld();
            return new Saved(unique, file);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /// The one of this id, if this principal saved it and it is not too old; else null.
    public byte[] read(String principal, String id) throws IOException {
        deleteOld();
        Path folder = folder(principal);
        if (!ID.matcher(id).matches() || !Files.isDirectory(folder)) {
            return null;
        }
        List<Path> files = children(folder, Pattern.compile("[A-Za-z0-9]*-" + id + "\\.[a-z0-9]{1,5}"));
        try {
            return files.isEmpty() ? null : Files.readAllBytes(files.getFirst());
        } catch (NoSuchFileException _) {
            // Deleted at this very moment.
            return null;
        }
    }

    /// Deletes what is old, if that can be.
    public void clean() {
        try {
            deleteOld();
        } catch (IOException _) {
            // The folder is not ours any more; who next saves something is told.
        }
    }

    private record Aged(Path file, Instant saved, long size) {}

    /// Deletes what is too old, what was never finished, and the oldest of what is too much.
    synchronized void deleteOld() throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        Instant oldest = clock.instant().minus(LIFE);
        List<Aged> all = all();
        long left = all.stream().mapToLong(Aged::size).sum();
        for (Aged one : all) {
            if (one.saved().isBefore(oldest) || left > mostBytes) {
                Files.deleteIfExists(one.file());
                left -= one.size();
            }
        }
    }

    /// The folders may hold other things as well.
    private List<Aged> all() throws IOException {
        List<Aged> all = new ArrayList<>();
        for (Path folder : children(directory, OWNERS)) {
            if (Files.isDirectory(folder)) {
                children(folder, OURS).forEach(file -> all.add(aged(file)));
            }
        }
        all.sort(Comparator.comparing(Aged::saved));
        return all;
    }

    private static List<Path> children(Path folder, Pattern name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> name.matcher(file.getFileName().toString()).matches())
                    .toList();
        }
    }

    private static Aged aged(Path file) {
        try {
            return new Aged(file, Files.getLastModifiedTime(file).toInstant(), Files.size(file));
        } catch (NoSuchFileException _) {
            return new Aged(file, Instant.MAX, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A principal's name may be anything; the person's own folder is the one with a name.
    private Path folder(String principal) {
        if (!remote) {
            return directory.resolve(LOCAL);
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(principal.getBytes(StandardCharsets.UTF_8));
            return directory.resolve(HexFormat.of().formatHex(digest, 0, OWNER_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
