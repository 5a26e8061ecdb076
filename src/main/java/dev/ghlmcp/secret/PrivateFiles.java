package dev.ghlmcp.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/// Files that only their owner can read: by permissions, and on Windows by a list of those who may.
public final class PrivateFiles {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private PrivateFiles() {}

    /// Whether anyone but the owner may do anything with the file. On Windows nobody is told: the names of the groups
    /// that may read everything differ by language.
    public static boolean exposed(Path file) throws IOException {
        return posix(file) && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
    }

    /// Takes from everybody but the owner what they may do with a file.
    ///
    /// @return whether they could do anything
    public static boolean close(Path file) throws IOException {
        boolean exposed = exposed(file);
        if (exposed) {
            Set<PosixFilePermission> owners = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            owners.removeAll(OTHERS);
            Files.setPosixFilePermissions(file, owners);
        }
        return exposed;
    }

    /// Makes a folder, and those above it, for the owner alone.
    public static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, only(folder, "rwx------"));
            restrict(folder, AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT);
        }
    }

    /// A file to lock, made if it is not there.
    public static FileChannel open(Path file) throws IOException {
        return open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    }

    /// A file to append to, made if it is not there.
    public static FileChannel append(Path file) throws IOException {
        return open(file, StandardOpenOption.APPEND, StandardOpenOption.CREATE);
    }

    /// Makes a new file, which has reached the disk when this returns.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException if there is one of this name
    public static void create(Path file, byte[] content) throws IOException {
        FileChannel made = open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        try (made) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                made.write(bytes);
            }
            made.force(true);
        } catch (IOException e) {
            // On a full disk half of it would stay.
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /// Puts a file in its place whole or not at all; what it held before is there until then.
    public static void replace(Path file, byte[] content) throws IOException {
        // A link leads to where the person keeps the file; renaming over it would leave that one behind.
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        create(fresh, content);
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
        if (posix(target)) {
            // The new name is in the folder, which has to reach the disk as well.
            try (FileChannel folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    private static FileChannel open(Path file, StandardOpenOption... options) throws IOException {
        boolean fresh = !posix(file) && Files.notExists(file);
        FileChannel channel = FileChannel.open(file, Set.of(options), only(file, "rw-------"));
        try {
            if (fresh) {
                restrict(file);
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] only(Path file, String permissions) {
        return posix(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /// Leaves access to the owner and the person, who is not the owner where an administrator's group is. What it
    /// would inherit from the folder is gone with that.
    private static void restrict(Path file, AclEntryFlag... flags) throws IOException {
        AclFileAttributeView list = Files.getFileAttributeView(file, AclFileAttributeView.class);
        if (list == null || posix(file)) {
            return;
        }
        Set<UserPrincipal> allowed = new LinkedHashSet<>(Set.of(list.getOwner()));
        try {
            allowed.add(file.getFileSystem()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByName(System.getProperty("user.name")));
        } catch (UserPrincipalNotFoundException _) {
            // An account of a cloud has a longer name; it is the owner.
        }
        list.setAcl(allowed.stream()
                .map(who -> AclEntry.newBuilder()
                        .setType(AclEntryType.ALLOW)
                        .setPrincipal(who)
                        .setPermissions(AclEntryPermission.values())
                        .setFlags(flags)
                        .build())
                .toList());
    }
}
