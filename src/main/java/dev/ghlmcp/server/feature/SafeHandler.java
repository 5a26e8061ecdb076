package dev.ghlmcp.server.feature;

import dev.ghlmcp.log.StackTraces;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.util.function.BiFunction;

/// Hides the message of a handler's exception, which the SDK would send to the client: it may hold customer data.
final class SafeHandler {
    private SafeHandler() {}

    static <X, R, A> BiFunction<X, R, A> by(String what, BiFunction<X, R, A> handler) {
        return (exchange, request) -> {
            try {
                return handler.apply(exchange, request);
            } catch (McpError | InputRequired e) {
                throw e;
            } catch (IllegalArgumentException e) {
                throw invalid(e.getMessage());
            } catch (RuntimeException | Error e) {
                StackTraces.report(System.err, what + " failed inside ghl-mcp: " + StackTraces.summary(e), e);
                throw McpError.builder(ErrorCodes.INTERNAL_ERROR)
                        .message("Internal error in ghl-mcp")
                        .build();
            }
        };
    }

    static McpError invalid(String sentence) {
        return McpError.builder(ErrorCodes.INVALID_PARAMS).message(sentence).build();
    }
}
