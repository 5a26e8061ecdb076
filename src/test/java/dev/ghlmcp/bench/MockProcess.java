package dev.ghlmcp.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The [Mock] in a process of its own. It ends with its input, so it cannot outlive this process.
final class MockProcess implements AutoCloseable {
    private final BufferedWriter in;
    private final BufferedReader out;
    private final int port;

    MockProcess(Cores cores) throws IOException {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                Mock.class.getName());
        Process process = new ProcessBuilder(cores.onLast(java))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        in = process.outputWriter();
        out = process.inputReader();
        port = Integer.parseInt(out.readLine());
    }

    int port() {
        return port;
    }

    /// How many requests have been answered so far.
    long answered() throws IOException {
        in.newLine();
        in.flush();
        return Long.parseLong(out.readLine());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
