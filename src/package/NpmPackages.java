import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// The folders for `npm pack`: the small package that people name, and this platform's program.
///
/// `java NpmPackages.java <program> <output folder> <version> <owner> <licence>`.
public class NpmPackages {
    public static void main(String[] args) throws IOException {
        Map<String, String> values = Map.of("version", args[2], "owner", args[3], "licence", args[4]);
        write(Path.of(args[0]), Path.of(args[1]), values, Platform.here());
    }

    static void write(Path program, Path npm, Map<String, String> values, Platform platform) throws IOException {
        delete(npm);
        Path main = Files.createDirectories(npm.resolve("ghl-mcp/bin")).getParent();
        Files.writeString(main.resolve("package.json"), Templates.filled("npm/package.json", values));
        Files.writeString(main.resolve("README.md"), Templates.filled("npm/README.md", values));
        Files.copy(
                Path.of("src/package/npm/bin/ghl-mcp.js"),
                main.resolve("bin/ghl-mcp.js"),
                StandardCopyOption.COPY_ATTRIBUTES);

        Path own = npm.resolve("ghl-mcp-" + platform);
        copy(program, own);
        Map<String, String> all = new HashMap<>(values);
        all.put("platform", platform.system());
        all.put("processor", platform.processor());
        // The runtime is for glibc; without this npm would install it on Alpine as well.
        all.put("libc", platform.system().equals("linux") ? "  \"libc\": [\"glibc\"],\n" : "");
        Files.writeString(own.resolve("package.json"), Templates.filled("npm/platform.json", all));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path each, IOException failure) throws IOException {
                    Files.delete(each);
                    return FileVisitResult.CONTINUE;
                }
            });
        }
    }
}
