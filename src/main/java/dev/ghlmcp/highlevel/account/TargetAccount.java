package dev.ghlmcp.highlevel.account;

/// What a call works on: a sub-account, or the agency as a whole.
///
/// @param locationId the sub-account; null if it is the agency, or not known
/// @param name       what the configuration calls the sub-account, or null
/// @param companyId  the agency, for a call that concerns no one sub-account; else null
public record TargetAccount(String locationId, String name, String companyId) {
    /// Nothing: the call never got so far.
    public static final TargetAccount NONE = new TargetAccount(null, null, null);
}
