import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Makes the AOT cache of an image by letting its program do what users do.
final class TrainingRun {
    private TrainingRun() {}

    /// Calls as scripts make them, then one start as a client does it, with the tool list, reads, a write and mistakes on
    /// the sandbox: a call finds its classes linked.
    static void train(Path out, Path launcher) throws IOException, InterruptedException {
        Path cache = out.toAbsolutePath().resolve("ghl-mcp.aot");
        Path errors = out.resolveSibling("training.err");
        ProcessBuilder training = new ProcessBuilder(launcher.toString());
        training.environment()
                .putAll(Map.of(
                        "GHL_MCP_MAIN", "dev.ghlmcp.Training",
                        "GHL_TOKEN", "pit-sandbox-location",
                        "GHL_MCP_AOT", "-XX:AOTCacheOutput=" + cache));
        int code = training.redirectInput(new File("src/image/training.jsonl"))
                .redirectOutput(out.resolveSibling("training.out").toFile())
                .redirectError(errors.toFile())
                .start()
                .waitFor();
        if (code != 0 || !Files.exists(cache)) {
            throw new IOException("The training run failed: " + Files.readString(errors));
        }
    }
}
