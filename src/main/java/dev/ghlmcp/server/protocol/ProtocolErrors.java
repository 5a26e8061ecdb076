package dev.ghlmcp.server.protocol;

import dev.ghlmcp.log.StackTraces;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.util.function.Supplier;

/// The errors of the protocol, and the one place where an exception becomes one.
public final class ProtocolErrors {
    private ProtocolErrors() {}

    /// Params that are not those of the method.
    public static McpError invalid(String sentence) {
        return error(ErrorCodes.INVALID_PARAMS, sentence, null);
    }

    /// Any error.
    ///
    /// @param data may be null
    public static McpError error(int code, String sentence, Object data) {
        return new McpError(new JSONRPCError(code, sentence, data));
    }

    /// An error as the answer to a request.
    public static JSONRPCResponse response(Object id, int code, String sentence) {
        return JSONRPCResponse.error(id, new JSONRPCError(code, sentence));
    }

    /// Answers a request with a result or with the error that comes in its place. The message of an exception of the
    /// program itself is not told, because it may hold customer data.
    public static JSONRPCResponse answer(JSONRPCRequest request, Supplier<Object> result) {
        try {
            return JSONRPCResponse.result(request.id(), result.get());
        } catch (McpError e) {
            return JSONRPCResponse.error(request.id(), e.getJsonRpcError());
        } catch (IllegalArgumentException e) {
            return response(request.id(), ErrorCodes.INVALID_PARAMS, e.getMessage());
        } catch (RuntimeException | Error e) {
            StackTraces.report(System.err, request.method() + " failed inside ghl-mcp: " + StackTraces.summary(e), e);
            return response(request.id(), ErrorCodes.INTERNAL_ERROR, "Internal error in ghl-mcp");
        }
    }
}
