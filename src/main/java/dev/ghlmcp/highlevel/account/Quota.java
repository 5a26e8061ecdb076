package dev.ghlmcp.highlevel.account;

/// The requests that HighLevel counts together: those of one credential. The location that a call names does not change
/// it.
///
/// @param credential the lasting name of the credential, see [Credentials#id]
/// @param resource   the sub-account or agency that it is known to be of, for people to read; null if not known
public record Quota(String credential, String resource) {
    /// For a sentence.
    @Override
    public String toString() {
        return resource == null ? "this account" : resource;
    }
}
