package dev.ghlmcp.highlevel.oauth;

import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.secret.Secret;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What HighLevel granted for one sub-account or agency. `toString` shows no token.
///
/// @param resource  its owner
/// @param companyId the agency's id, or null if HighLevel did not name it
/// @param access    what requests carry
/// @param refresh   renews the access token, once; null if there is none
/// @param scopes    what it opens
/// @param expiresAt when the access token ends
/// @param sentAt    when its refresh token was sent by a process that waits for the answer; null if it was not sent
public record StoredToken(
        Resource resource,
        String companyId,
        Secret access,
        Secret refresh,
        List<String> scopes,
        Instant expiresAt,
        Instant sentAt) {
    /// A token whose refresh token was not sent.
    public StoredToken(
            Resource resource,
            String companyId,
            Secret access,
            Secret refresh,
            List<String> scopes,
            Instant expiresAt) {
        this(resource, companyId, access, refresh, scopes, expiresAt, null);
    }

    /// A copy with another time of sending; null for not sent.
    StoredToken sent(Instant at) {
        return new StoredToken(resource, companyId, access, refresh, scopes, expiresAt, at);
    }

    /// Stores this token. The caller holds the lock of its resource.
    public void storeIn(TokenStore store) throws CredentialsException {
        store.save(resource.key(), bytes());
    }

    private byte[] bytes() {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("type", resource.type().name())
                .put("id", resource.id())
                .put("companyId", companyId)
                .put("access", access.value())
                .put("refresh", refresh == null ? null : refresh.value())
                .put("scope", String.join(" ", scopes))
                .put("expiresAt", expiresAt.toString());
        if (sentAt != null) {
            json.put("sentAt", sentAt.toString());
        }
        return Json.MAPPER.writeValueAsBytes(json);
    }

    /// Parses the output of `bytes`.
    ///
    /// @throws CredentialsException if it is something else
    public static StoredToken of(byte[] bytes) throws CredentialsException {
        try {
            JsonNode json = Json.MAPPER.readTree(bytes);
            return new StoredToken(
                    new Resource(
                            TokenClass.valueOf(json.required("type").stringValue()),
                            json.required("id").stringValue()),
                    json.path("companyId").stringValue(null),
                    new Secret(json.required("access").stringValue()),
                    Secret.of(json.path("refresh").stringValue(null)),
                    words(json.path("scope").stringValue("")),
                    Instant.parse(json.required("expiresAt").stringValue()),
                    json.has("sentAt") ? Instant.parse(json.get("sentAt").stringValue()) : null);
        } catch (JacksonException | IllegalArgumentException | DateTimeException _) {
            // Without the cause, whose message may quote the token.
            throw new CredentialsException("The token store holds a record that this release does not understand; "
                    + "it was left as it is. Run `ghl-mcp auth logout` and `ghl-mcp auth login` to replace it.");
        }
    }

    static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("[\\s,]+"));
    }
}
