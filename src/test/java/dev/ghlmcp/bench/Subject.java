package dev.ghlmcp.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A server that can be started, again and again.
record Subject(String name, List<String> command, Path errors) {

    StdioServer start(int apiPort) throws IOException {
        return new StdioServer(this, process(apiPort));
    }

    StdioServer start(SecureMock api) throws IOException {
        // Whatever files of authorities the machine has otherwise, each subject reads this one.
        String authority = api.authority();
        return new StdioServer(
                this,
                process(
                        0,
                        Map.of(
                                "GHL_RATE_LIMITS", "false",
                                "GHL_BASE_URL", api.address(),
                                "GHL_CA_FILE", authority,
                                "SSL_CERT_FILE", authority,
                                "NODE_EXTRA_CA_CERTS", authority)));
    }

    HttpServed serve(int apiPort) throws IOException, InterruptedException {
        return new HttpServed(this, process(apiPort));
    }

    /// With limits, for callers who bring tokens of their own.
    HttpServed serveMany(int apiPort) throws IOException, InterruptedException {
        return new HttpServed(
                this, process(apiPort, Map.of("GHL_RATE_LIMITS", "true", "GHL_HTTP_TENANT_HEADERS", "true")));
    }

    private Process process(int apiPort) throws IOException {
        return process(apiPort, Map.of("GHL_RATE_LIMITS", "false"));
    }

    private Process process(int apiPort, Map<String, String> settings) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "GHL_BASE_URL", "http://127.0.0.1:" + apiPort,
                        "GHL_TOKEN", "token",
                        "GHL_LOCATION_ID", "ve9EPM428h8vShlRW1KT"));
        builder.environment().putAll(settings);
        File log = errors.toFile();
        return builder.redirectError(log).start();
    }
}
