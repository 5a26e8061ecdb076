package dev.ghlmcp.highlevel.account;

/// The target of a call: a sub-account, or the whole agency.
///
/// @param locationId the sub-account; null if it is the agency, or not known
/// @param name       what the configuration calls the sub-account, or null
/// @param companyId  the agency, for a call that concerns no one sub-account; else null
public record TargetAccount(String locationId, String name, String companyId) {
    /// No target: the call ended before it was known.
    public static final TargetAccount NONE = new TargetAccount(null, null, null);
}
