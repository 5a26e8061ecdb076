package dev.ghlmcp.highlevel.account;

/// What HighLevel counts together: the requests of one credential. No caller can choose it, whatever location a call
/// names.
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
