import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.sqlite.util.OSInfo;

/// Makes `target/ghl-mcp.jar` from the jar that holds the program and all its libraries: one file for those who have a
/// Java 25, on every system that the releases are for and on Linux without glibc.
final class PlainJar {
    private static final List<String> SQLITE = List.of(
            "Linux/aarch64/libsqlitejdbc.so",
            "Linux/x86_64/libsqlitejdbc.so",
            "Linux-Musl/aarch64/libsqlitejdbc.so",
            "Linux-Musl/x86_64/libsqlitejdbc.so",
            "Mac/aarch64/libsqlitejdbc.dylib",
            "Mac/x86_64/libsqlitejdbc.dylib",
            "Windows/aarch64/sqlitejdbc.dll",
            "Windows/x86_64/sqlitejdbc.dll");

    private PlainJar() {}

    /// @param legal the licences and notices
    static void write(Path merged, Path legal, Path plain) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "dev.ghlmcp.Main");
        manifest.getMainAttributes().putValue("Enable-Native-Access", "ALL-UNNAMED");
        try (JarFile from = new JarFile(merged.toFile());
                JarOutputStream to = new JarOutputStream(Files.newOutputStream(plain), manifest)) {
            for (JarEntry entry : from.stream().filter(each -> !each.isDirectory()).toList()) {
                // The program's launcher names the silent one; here there is none to choose.
                if (entry.getName().equals("META-INF/services/org.slf4j.spi.SLF4JServiceProvider")) {
                    add(to, entry.getName(), "org.slf4j.nop.NOPServiceProvider\n".getBytes(StandardCharsets.UTF_8));
                } else if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    try (InputStream in = from.getInputStream(entry)) {
                        add(to, entry.getName(), in.readAllBytes());
                    }
                }
            }
            try (Stream<Path> files = Files.walk(legal)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    String name = legal.relativize(file).toString().replace(File.separatorChar, '/');
                    add(to, "META-INF/legal/" + name, Files.readAllBytes(file));
                }
            }
            for (String file : SQLITE) {
                String name = "org/sqlite/native/" + file;
                try (InputStream in = OSInfo.class.getClassLoader().getResourceAsStream(name)) {
                    add(to, name, in.readAllBytes());
                }
            }
        }
    }

    private static void add(JarOutputStream to, String name, byte[] content) throws IOException {
        JarEntry entry = new JarEntry(name);
        entry.setTime(0);
        to.putNextEntry(entry);
        to.write(content);
        to.closeEntry();
    }
}
