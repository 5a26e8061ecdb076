package dev.ghlmcp.bench;

import java.io.IOException;

/// The least a call can cost: this process asks the API itself.
final class Floor {
    private Floor() {}

    static Wire open(int port) throws IOException {
        return new Wire(port, """
                GET /contacts/abc123 HTTP/1.1\r
                Host: 127.0.0.1:%d\r
                Accept: application/json\r
                Authorization: Bearer token\r
                Version: 2021-07-28\r
                \r
                """.formatted(port));
    }
}
