package dev.ghlmcp.sync.run;

/// What a sync knows of a record.
///
/// @param sync        its name
/// @param externalId  of the record where it comes from
/// @param highLevelId of the record in HighLevel; empty if no step has saved it
/// @param version     of the record there; empty if it has none
/// @param at          when it was written last, in ms since 1970
public record LedgerEntry(String sync, String externalId, String highLevelId, String version, long at) {
    /// Never whose record it is.
    @Override
    public String toString() {
        return sync + " " + highLevelId;
    }
}
