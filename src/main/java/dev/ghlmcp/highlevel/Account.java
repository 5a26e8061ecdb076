package dev.ghlmcp.highlevel;

import dev.ghlmcp.operation.TokenClass;
import java.net.URI;
import java.time.Duration;

/// Which HighLevel account the client works for, and how long it waits for it.
///
/// @param baseUrl        where the API answers; the sandbox in trials
/// @param token          sub-account token (private integration, `pit-...`), or null
/// @param agencyToken    agency token, or null
/// @param locationId     the sub-account that fills `locationId`, or null
/// @param companyId      the agency's id, or null
/// @param connectTimeout to open a connection
/// @param readTimeout    between two bytes of an answer
public record Account(
        URI baseUrl,
        Secret token,
        Secret agencyToken,
        String locationId,
        String companyId,
        Duration connectTimeout,
        Duration readTimeout) {
    /// The token of this class, or null.
    Secret token(TokenClass type) {
        return switch (type) {
            case SUB_ACCOUNT -> token;
            case AGENCY -> agencyToken;
        };
    }
}
