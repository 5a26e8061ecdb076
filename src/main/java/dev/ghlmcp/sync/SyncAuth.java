package dev.ghlmcp.sync;

import java.util.List;
import java.util.function.Supplier;

/// How the senders of a sync prove themselves.
///
/// @param secrets   gives the valid ones, the newest in front, two while one takes the other's place; read again each
///                  time
/// @param user      of Basic; null otherwise
/// @param header    with the token or the signature, in lower case; null for the usual one
/// @param algorithm of the HMAC as Java names it, such as `HmacSHA256`; null otherwise
public record SyncAuth(Supplier<List<String>> secrets, Kind kind, String user, String header, String algorithm) {
    /// What is compared.
    public enum Kind {
        /// `Authorization: Bearer`, or a header of its own.
        TOKEN,
        BASIC,
        /// Of the body, in hex or base64.
        HMAC,
        STANDARD_WEBHOOKS
    }

    @Override
    public String toString() {
        return kind.name();
    }
}
