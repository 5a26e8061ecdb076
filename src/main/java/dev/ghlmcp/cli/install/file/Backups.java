package dev.ghlmcp.cli.install.file;

import dev.ghlmcp.secret.PrivateFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a file was before it was changed, in files beside it with the time in their names.
///
/// @param file that is changed
record Backups(Path file) {
    /// Makes another one, for the owner alone.
    Path add(byte[] content) throws IOException {
        String stamp = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now(ZoneId.systemDefault()));
        for (int count = 1; ; count++) {
            Path backup = file.resolveSibling(
                    file.getFileName() + "." + stamp + (count == 1 ? "" : "-%03d".formatted(count)) + ".bak");
            try {
                PrivateFiles.create(backup, content);
                return backup;
            } catch (FileAlreadyExistsException e) {
                if (count == 100) {
                    throw e;
                }
            }
        }
    }

    /// Removes all but the newest.
    ///
    /// @param count how many stay
    void keep(int count) throws IOException {
        Pattern name = Pattern.compile(Pattern.quote(file.getFileName() + ".") + "(\\d{8}-\\d{6}(-\\d{3})?)\\.bak");
        List<Path> all;
        try (Stream<Path> files = Files.list(file.getParent())) {
            all = files.filter(
                            each -> name.matcher(each.getFileName().toString()).matches())
                    // The end of the name would put the second of one moment before the first.
                    .sorted(Comparator.comparing((Path each) -> each.toString().replace(".bak", ""))
                            .reversed())
                    .toList();
        }
        for (Path old : all.subList(Math.min(count, all.size()), all.size())) {
            Files.delete(old);
        }
    }
}
