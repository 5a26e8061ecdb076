package dev.ghlmcp.mcp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Where recordings are saved that are too large for a result. Only this user may read them: they hold customers'
/// voices.
///
/// @param directory made when first needed
public record Recordings(Path directory) {
    private static final Set<String> POSIX = Set.of("posix");

    /// Saves one, in place of an earlier copy.
    Path save(String messageId, byte[] sound) throws IOException {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().containsAll(POSIX);
        if (posix) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(directory);
        }
        Path partial = Files.createTempFile(directory, messageId, ".part");
        Files.write(partial, sound);
        return Files.move(
                partial,
                directory.resolve(messageId + ".wav"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
}
