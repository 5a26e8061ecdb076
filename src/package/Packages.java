import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Makes from `target/ghl-mcp` what is published for this platform: the MCPB bundle, the folders of the npm packages,
/// and the entry for the registry, which names them.
///
/// Run by the profile `bundle`: `java Packages.java <folder> <version> <owner> <licence> <address of the releases>`.
public class Packages {
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        String version = args[1];
        Map<String, String> values = Map.of("version", version, "owner", args[2], "licence", args[3]);
        Platform platform = Platform.here();
        Path bundle = folder.resolveSibling("ghl-mcp-" + version + "-" + platform + ".mcpb");
        Bundle.pack(folder, bundle, values, platform);
        NpmPackages.write(folder, folder.resolveSibling("npm"), values, platform);
        ServerEntry.main(new String[] {folder.resolveSibling("").toString(), version, args[2], args[4]});
        System.out.println(bundle + ", " + (Files.size(bundle) >> 20) + " MiB");
    }
}
