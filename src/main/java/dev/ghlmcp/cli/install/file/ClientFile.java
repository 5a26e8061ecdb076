package dev.ghlmcp.cli.install.file;

import dev.ghlmcp.secret.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.regex.Pattern;

/// A client's file: read whole, kept in a backup, and replaced whole or not at all.
///
/// @param path    where it really is; a link that led there stays
/// @param content as it was read; null if there is no such file
/// @param linked  whether a link led there
public record ClientFile(Path path, byte[] content, boolean linked) {
    private static final int MAX = 32 << 20;

    /// Commas and brackets: about one for each value, and a million of those do not fit into the program's memory,
    /// which would end it. Long texts do.
    private static final int MAX_MARKS = 500_000;

    private static final String MARK = "\uFEFF";

    /// Reads it.
    ///
    /// @throws InstallException if it cannot be read or could not be written
    public static ClientFile read(Path named) throws InstallException {
        try {
            if (Files.notExists(named)) {
                if (Files.isSymbolicLink(named)) {
                    throw new InstallException(named + " is a link to a file that is not there");
                }
                return new ClientFile(named.toAbsolutePath(), null, false);
            }
            Path path = named.toRealPath();
            if (!Files.isRegularFile(path)) {
                throw new InstallException(named + " is not a file");
            }
            if (Files.size(path) > MAX) {
                throw new InstallException(named + " is larger than 32 MiB: edit it by hand");
            }
            byte[] content = Files.readAllBytes(path);
            if (marks(content) > MAX_MARKS) {
                throw new InstallException(named + " is too large to edit here: edit it by hand");
            }
            return new ClientFile(path, content, Files.isSymbolicLink(named));
        } catch (IOException e) {
            throw new InstallException(named + " cannot be read (" + InstallException.reason(e) + ")");
        }
    }

    private static int marks(byte[] content) {
        int marks = 0;
        for (byte b : content) {
            marks += b == ',' || b == '{' || b == '[' ? 1 : 0;
        }
        return marks;
    }

    /// Where the file really is if such a text stands in it, else null: no client starts a server from one that nobody
    /// can read.
    public static Path containing(Path named, Pattern text) {
        try {
            ClientFile file = read(named);
            return text.matcher(file.text()).find() ? file.path : null;
        } catch (InstallException _) {
            return null;
        }
    }

    /// Its text without the byte order mark; blank if it is not there.
    public String text() throws InstallException {
        if (content == null) {
            return "";
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return marked() ? text.substring(1) : text;
        } catch (CharacterCodingException _) {
            throw new InstallException(path + " is not in UTF-8: mend it first");
        }
    }

    /// Whether it begins with a byte order mark.
    public boolean marked() {
        return content != null && new String(content, StandardCharsets.UTF_8).startsWith(MARK);
    }

    /// Puts another text in its place, without a byte order mark.
    ///
    /// @param backups how many stay of what it was before
    /// @return the backup of what was there; null if nothing was
    public Path replace(String text, int backups) throws InstallException {
        try {
            Files.createDirectories(path.getParent());
            Path backup = content == null ? null : new Backups(path).add(content);
            write(text.getBytes(StandardCharsets.UTF_8));
            new Backups(path).keep(backups);
            return backup;
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    /// Deletes it, if nobody has changed it meanwhile.
    ///
    /// @param backups how many stay of what it was before
    public void delete(int backups) throws InstallException {
        try {
            unchanged();
            Files.delete(path);
            new Backups(path).keep(backups);
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    /// Checks that it can be replaced, before anything else is changed for it.
    ///
    /// @throws InstallException if it cannot
    public void ready() throws InstallException {
        try {
            writable();
            Path folder = path.getParent();
            while (Files.notExists(folder)) {
                folder = folder.getParent();
            }
            Files.delete(Files.createTempFile(folder, "." + path.getFileName(), ".new"));
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    private InstallException unwritten(IOException e) {
        return new InstallException(path + " cannot be written (" + InstallException.reason(e)
                + "), so it is as it was: see that its folder can be written to and has room");
    }

    /// A rename ignores the file's own read-only bit, so check it first.
    private void writable() throws IOException, InstallException {
        if (content == null) {
            return;
        }
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        boolean locked = view != null && !view.readAttributes().permissions().contains(PosixFilePermission.OWNER_WRITE);
        if (locked || !Files.isWritable(path)) {
            throw new InstallException(path + " is read-only, so it is as it was: allow writing and try again");
        }
    }

    private void write(byte[] bytes) throws IOException, InstallException {
        Path fresh = path.resolveSibling(
                "." + path.getFileName() + "." + ProcessHandle.current().pid() + ".new");
        Files.deleteIfExists(fresh);
        try {
            PrivateFiles.create(fresh, bytes);
            PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            if (content != null && view != null) {
                asBefore(view.readAttributes(), Files.getFileAttributeView(fresh, PosixFileAttributeView.class));
            }
            unchanged();
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /// The client may have written to it meanwhile, as Claude Code does all the time.
    private void unchanged() throws IOException, InstallException {
        if (content == null ? Files.exists(path) : !Arrays.equals(content, Files.readAllBytes(path))) {
            throw new InstallException(path + " was changed by another program just now: try again");
        }
    }

    private static void asBefore(PosixFileAttributes old, PosixFileAttributeView fresh) throws IOException {
        if (!fresh.readAttributes().owner().equals(old.owner())) {
            fresh.setOwner(old.owner());
        }
        if (!fresh.readAttributes().group().equals(old.group())) {
            fresh.setGroup(old.group());
        }
        fresh.setPermissions(old.permissions());
    }
}
