import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The MCPB bundle: a zip of the folder with a manifest.
final class Bundle {
    private static final int DIRECTORY_END = 22;
    private static final byte UNIX = 3;
    private static final Pattern NAME = Pattern.compile("(?m)^  \"name\": (\".*\"),?$");
    private static final Pattern DESCRIPTION = Pattern.compile("(?m)^  \"description\": (\".*\"),?$");

    /// What bin/ghl-mcp.cmd does: not every client can start a file for the command line.
    private static final String WINDOWS = """
            "@${__dirname}/server/lib/java.options", "-Xmx512m", "-Xmn24m",
            "-XX:AOTCache=${__dirname}/server/ghl-mcp.aot", "-Dghlmcp.home=${__dirname}/server",
            "-Dorg.sqlite.lib.path=${__dirname}/server/lib",
            "-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.pollerMode=1",
            "-m", "dev.ghlmcp/dev.ghlmcp.Main", """;

    private Bundle() {}

    static void pack(Path folder, Path bundle, Map<String, String> values, Platform platform) throws IOException {
        Map<String, String> all = new HashMap<>(values);
        all.put("platform", platform.system());
        all.put("tools", tools());
        boolean windows = platform.system().equals("win32");
        all.put("program", windows ? "runtime/bin/java.exe" : "bin/ghl-mcp");
        all.put("arguments", windows ? WINDOWS : "");
        pack(folder, Templates.filled("manifest.json", all), bundle);
    }

    /// A zip of files only: the folders in one are files to those who unpack bundles.
    private static void pack(Path folder, String manifest, Path bundle) throws IOException {
        List<Path> contents;
        try (Stream<Path> files = Files.walk(folder)) {
            contents = files.filter(Files::isRegularFile).sorted().toList();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Boolean> programs = new ArrayList<>(List.of(false));
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(Deflater.BEST_COMPRESSION);
            zip.putNextEntry(new ZipEntry("manifest.json"));
            zip.write(manifest.getBytes(StandardCharsets.UTF_8));
            for (Path file : contents) {
                String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
                zip.putNextEntry(new ZipEntry("server/" + name));
                Files.copy(file, zip);
                programs.add(Files.isExecutable(file));
            }
        }
        Files.write(bundle, executable(bytes.toByteArray(), programs));
    }

    /// Says in the zip's directory which files are programs. Java's own zip has no word for it, and without it the
    /// bundle does not start.
    private static byte[] executable(byte[] zip, List<Boolean> programs) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int entry = bytes.getInt(zip.length - DIRECTORY_END + 16);
        for (boolean program : programs) {
            bytes.put(entry + 5, UNIX);
            bytes.putInt(entry + 38, (program ? 0100755 : 0100644) << 16);
            entry += 46 + bytes.getShort(entry + 28) + bytes.getShort(entry + 30) + bytes.getShort(entry + 32);
        }
        return zip;
    }

    /// The tools that the program lists, for people who look at the bundle before they install it.
    private static String tools() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("tool-schemas"), 2)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> file.getNameCount() == 3)
                    .sorted()
                    .map(file -> "    {\"name\": " + member(NAME, file) + ", \"description\": "
                            + member(DESCRIPTION, file) + "}")
                    .collect(Collectors.joining(",\n"));
        }
    }

    private static String member(Pattern pattern, Path file) {
        try {
            Matcher matcher = pattern.matcher(Files.readString(file));
            if (!matcher.find()) {
                throw new IOException(file + " has no " + pattern);
            }
            return matcher.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
