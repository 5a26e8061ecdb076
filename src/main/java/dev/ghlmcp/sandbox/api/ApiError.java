package dev.ghlmcp.sandbox.api;

import dev.ghlmcp.json.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// A request that HighLevel turns down, with the body that it answers.
public final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient ObjectNode body;

    private ApiError(int status, ObjectNode body) {
        super(body.toString(), null, false, false);
        this.status = status;
        this.body = body.put("statusCode", status);
    }

    public static ApiError badRequest(String message) {
        return with(400, message, "Bad Request");
    }

    public static ApiError unauthorized(String message) {
        return with(401, message, "Unauthorized");
    }

    /// As the endpoint for tokens says it.
    public static ApiError denied(String description) {
        ApiError refusal = with(401, "", "UnAuthorized!");
        refusal.body.removeAll().put("error", "UnAuthorized!").put("error_description", description);
        return refusal;
    }

    public static ApiError forbidden(String message) {
        return with(403, message, "Forbidden");
    }

    public static ApiError notFound(String message) {
        return with(404, message, "Not Found");
    }

    public static ApiError tooManyRequests() {
        return with(429, "Too Many Requests", null);
    }

    public static ApiError internal() {
        return with(500, "Internal server error", null);
    }

    /// What HighLevel's services find wrong, one thing at a time.
    public static ApiError unprocessable(String message) {
        return with(422, message, "Unprocessable Entity");
    }

    /// One violation, as HighLevel's validation reports it.
    public static ApiError violation(String violation) {
        return unprocessable(List.of(violation));
    }

    /// Every violation at once, as HighLevel's validation reports them.
    public static ApiError unprocessable(List<String> violations) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        violations.forEach(body.putArray("message")::add);
        return new ApiError(422, body.put("error", "Unprocessable Entity"));
    }

    /// A record that exists already; `meta` tells which.
    public static ApiError duplicate(String message, ObjectNode meta) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("message", message);
        body.set("meta", meta);
        return new ApiError(400, body);
    }

    /// A record that exists already, with a code that names the kind of refusal.
    public static ApiError duplicate(String message, String code, ObjectNode meta) {
        ApiError refusal = duplicate(message, meta);
        refusal.body.put("code", code).put("error", "Bad Request");
        return refusal;
    }

    private static ApiError with(int status, String message, String error) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("message", message);
        return new ApiError(status, error == null ? body : body.put("error", error));
    }

    public int status() {
        return status;
    }

    public ObjectNode body() {
        return body;
    }
}
