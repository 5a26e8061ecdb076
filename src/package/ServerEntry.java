import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes `server.json`, the entry for the MCP registry: the npm package, the bundles that lie in a folder with their
/// digests, and the container image where there is one.
///
/// `java ServerEntry.java <folder> <version> <owner> <address of the releases> [<image with its tag>]`.
public class ServerEntry {
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        String version = args[1];
        String owner = args[2];
        List<Path> bundles;
        try (Stream<Path> files = Files.list(folder)) {
            bundles = files.filter(file -> file.getFileName().toString().startsWith("ghl-mcp-" + version + "-"))
                    .filter(file -> file.toString().endsWith(".mcpb"))
                    .sorted()
                    .toList();
        }
        Stream.Builder<String> packages = Stream.builder();
        packages.add(entry(
                "npm",
                "@" + owner + "/ghl-mcp",
                "\"version\": \"" + version + "\", \"runtimeHint\": \"npx\", \"packageArguments\": "
                        + "[{\"type\": \"positional\", \"value\": \"stdio\"}],"));
        for (Path bundle : bundles) {
            packages.add(entry(
                    "mcpb",
                    args[3] + "/" + bundle.getFileName(),
                    "\"version\": \"" + version + "\", \"fileSha256\": \"" + sha256(bundle) + "\","));
        }
        if (args.length > 4 && !args[4].isEmpty()) {
            packages.add(entry(
                    "oci", args[4], "\"packageArguments\": [{\"type\": \"positional\", \"value\": \"stdio\"}],"));
        }
        String all = packages.build().collect(Collectors.joining(",\n"));
        Files.writeString(
                folder.resolve("server.json"),
                Templates.filled("server.json", Map.of("version", version, "owner", owner, "packages", all)));
    }

    private static String entry(String type, String identifier, String more) throws Exception {
        return Templates.filled(
                        "server-package.json", Map.of("type", type, "identifier", identifier, "more", more))
                .stripTrailing();
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
