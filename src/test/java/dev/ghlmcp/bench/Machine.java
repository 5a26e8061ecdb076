package dev.ghlmcp.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;

/// What the figures were measured on, and how busy it was before.
record Machine(int cores, String java, String node, String load, LocalDate date) {

    static Machine read() throws IOException {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().toString(),
                nodeVersion(),
                Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0],
                LocalDate.now(ZoneId.systemDefault()));
    }

    private static String nodeVersion() {
        try {
            Process node = new ProcessBuilder("node", "--version").start();
            return new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "none";
        }
    }

    @Override
    public String toString() {
        return "%s, %d cores (load %s before), Linux %s, Java %s, Node %s"
                .formatted(date, cores, load, System.getProperty("os.version"), java, node);
    }
}
