package dev.ghlmcp.server.stateless;

import dev.ghlmcp.server.protocol.ProtocolErrors;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.util.List;
import java.util.Map;

/// The errors of MCP 2026-07-28: their codes, and the HTTP status of each.
final class StatelessErrors {
    static final int HEADER_MISMATCH = -32020;
    static final int MISSING_CAPABILITY = -32021;
    static final int UNSUPPORTED_VERSION = -32022;

    private StatelessErrors() {}

    static McpError mismatch(String sentence) {
        return ProtocolErrors.error(HEADER_MISMATCH, sentence, null);
    }

    static McpError noVersion(String requested) {
        return ProtocolErrors.error(
                UNSUPPORTED_VERSION,
                "This version is not spoken without initialize; " + StatelessProtocol.VERSION + " is",
                Map.of("supported", List.of(StatelessProtocol.VERSION), "requested", requested));
    }

    static McpError noCapability(String capability) {
        return ProtocolErrors.error(
                MISSING_CAPABILITY,
                "The client has to declare in its capabilities: " + capability,
                Map.of("requiredCapabilities", Map.of(capability, Map.of())));
    }

    /// The HTTP status that goes with an error's code.
    static int status(int code) {
        return switch (code) {
            case ErrorCodes.METHOD_NOT_FOUND -> 404;
            case HEADER_MISMATCH,
                    MISSING_CAPABILITY,
                    UNSUPPORTED_VERSION,
                    ErrorCodes.INVALID_PARAMS,
                    ErrorCodes.INVALID_REQUEST,
                    ErrorCodes.PARSE_ERROR -> 400;
            default -> 200;
        };
    }
}
