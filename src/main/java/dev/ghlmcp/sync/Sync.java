package dev.ghlmcp.sync;

import java.util.List;
import java.util.Set;

/// One entry of `syncs:`: how a message from elsewhere becomes records in HighLevel.
///
/// @param name     that the operator gave it
/// @param auth     how senders prove themselves; null if nothing is taken over HTTP
/// @param location id or configured name of the sub-account; null for the settings' own
/// @param csv      how lines are read
/// @param id       of the record where it comes from
/// @param version  of the record there; null if it has none
/// @param onlyIf   whether a message matters; null for all
/// @param needs    the record of another sync that must be there first; null for none
/// @param steps    calls in their order
/// @param tests    that the operator wrote beside the mapping
/// @param keepAll  whether a newer message of the same record leaves the older one to run
/// @param echo     whether events of a watch tell what this sync itself has written
/// @param allow    tools and classes of risk that run although nobody is asked
public record Sync(
        String name,
        SyncAuth auth,
        Expression location,
        SyncCsv csv,
        Expression id,
        Expression version,
        Expression onlyIf,
        SyncNeed needs,
        List<SyncStep> steps,
        List<SyncTest> tests,
        boolean keepAll,
        boolean echo,
        Set<String> allow) {
    /// Where it stands in the settings, for sentences.
    public String where() {
        return id.where().replaceFirst(", id$", "");
    }
}
