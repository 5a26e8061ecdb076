import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// Has each licence once in a folder of licences: the others say where it is, as jlink has it on Windows. npm leaves
/// links out.
final class LegalTexts {
    private static final String ELSEWHERE = "Please see ";

    private LegalTexts() {}

    static void once(Path folder) throws IOException {
        Map<ByteBuffer, Path> texts = new HashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted().filter(Files::isRegularFile).toList()) {
                if (Files.isSymbolicLink(file)) {
                    say(file, Files.readSymbolicLink(file));
                } else {
                    Path first = texts.putIfAbsent(ByteBuffer.wrap(Files.readAllBytes(file)), file);
                    if (first != null && !Files.readString(file).startsWith(ELSEWHERE)) {
                        say(file, file.getParent().relativize(first));
                    }
                }
            }
        }
    }

    private static void say(Path file, Path text) throws IOException {
        Files.delete(file);
        Files.writeString(file, ELSEWHERE + text.toString().replace('\\', '/') + "\n");
    }
}
