package dev.ghlmcp.highlevel.account;

import dev.ghlmcp.network.Network;
import dev.ghlmcp.secret.Secret;
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
/// @param deadline       for a whole call, waiting and retries included
/// @param network        the way to it
public record Account(
        URI baseUrl,
        Secret token,
        Secret agencyToken,
        String locationId,
        String companyId,
        Duration connectTimeout,
        Duration readTimeout,
        Duration deadline,
        Network network) {
    /// Without a proxy.
    public Account(
            URI baseUrl,
            Secret token,
            Secret agencyToken,
            String locationId,
            String companyId,
            Duration connectTimeout,
            Duration readTimeout,
            Duration deadline) {
        this(baseUrl, token, agencyToken, locationId, companyId, connectTimeout, readTimeout, deadline, Network.DIRECT);
    }

    /// The same with another deadline.
    public Account within(Duration limit) {
        return new Account(
                baseUrl, token, agencyToken, locationId, companyId, connectTimeout, readTimeout, limit, network);
    }
}
