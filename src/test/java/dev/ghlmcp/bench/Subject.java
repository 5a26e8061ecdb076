package dev.ghlmcp.bench;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A server that can be started, again and again.
record Subject(String name, List<String> command, Path errors) {

    StdioServer start(int apiPort) throws IOException {
        return new StdioServer(this, process(apiPort));
    }

    /// With an upstream by HTTPS. Whatever files of authorities the machine has otherwise, each subject reads this one.
    StdioServer start(URI api, Path authority) throws IOException {
        String file = authority.toString();
        return new StdioServer(
                this,
                process(
                        api,
                        Map.of(
                                "GHL_RATE_LIMITS", "false",
                                "GHL_CA_FILE", file,
                                "SSL_CERT_FILE", file,
                                "NODE_EXTRA_CA_CERTS", file)));
    }

    HttpServed serve(int apiPort) throws IOException, InterruptedException {
        return new HttpServed(this, process(apiPort));
    }

    /// With limits, for callers who bring tokens of their own.
    HttpServed serveMany(int apiPort) throws IOException, InterruptedException {
        return new HttpServed(
                this, process(plain(apiPort), Map.of("GHL_RATE_LIMITS", "true", "GHL_HTTP_TENANT_HEADERS", "true")));
    }

    private Process process(int apiPort) throws IOException {
        return process(plain(apiPort), Map.of("GHL_RATE_LIMITS", "false"));
    }

    /// The address of the [Mock] on this port.
    static URI plain(int apiPort) {
        return URI.create("http://127.0.0.1:" + apiPort);
    }

    private Process process(URI api, Map<String, String> settings) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "GHL_BASE_URL", api.toString(),
                        "GHL_TOKEN", "token",
                        "GHL_LOCATION_ID", "ve9EPM428h8vShlRW1KT"));
        builder.environment().putAll(settings);
        File log = errors.toFile();
        return builder.redirectError(log).start();
    }
}
