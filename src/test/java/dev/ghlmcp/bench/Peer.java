package dev.ghlmcp.bench;

import dev.ghlmcp.NodePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The server of `src/test/peer`, built by npm and esbuild in `target/peer`.
///
/// It gets the tool entries as one file: reading more than a hundred at each start would be an easy win over it.
final class Peer {
    private static final NodePackage PACKAGE = NodePackage.of("peer");

    private Peer() {}

    /// @param server `server` on stdio, `http` on Streamable HTTP
    static Optional<Subject> build(Path schemas, String server) throws IOException, InterruptedException {
        String trouble = PACKAGE.install("build");
        if (trouble != null) {
            System.out.println("Measuring without the peer: " + trouble);
            return Optional.empty();
        }
        Path home = PACKAGE.home();
        Files.writeString(home.resolve("tools.json"), join(schemas));
        return Optional.of(new Subject(
                "peer", List.of("node", home.resolve(server + ".cjs").toString()), home.resolve(server + ".log")));
    }

    private static String join(Path schemas) throws IOException {
        try (Stream<Path> files = Files.walk(schemas)) {
            List<Path> entries = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
            StringBuilder list = new StringBuilder("[");
            for (Path entry : entries) {
                list.append(list.length() == 1 ? "" : ",").append(Files.readString(entry));
            }
            return list.append(']').toString();
        }
    }
}
