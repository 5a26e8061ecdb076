package dev.ghlmcp.sync.run;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What would become of a message.
///
/// @param externalId  of its record where it comes from; empty if it has none
/// @param highLevelId of its record in HighLevel; empty if the ledger does not know it
/// @param version     of the record; empty if it has none
/// @param state       what it would end as: done, unchanged, skipped, superseded, waiting or dead
/// @param problem     a sentence for why it would wait or die; empty if it would not
/// @param steps       in their order
public record SyncPreview(
        String externalId,
        String highLevelId,
        String version,
        SyncState state,
        String problem,
        List<PreviewedStep> steps) {
    /// What a step would do.
    public enum Action {
        CREATE,
        UPDATE,
        UNCHANGED,
        SKIPPED
    }

    /// One step.
    ///
    /// @param arguments as they are mapped; null if the step is skipped
    /// @param request   that would go out; null if none would, or if an earlier step has to answer first
    /// @param differ    names of the arguments that are not those last written
    /// @param problem   a sentence for why the call would fail; empty if nothing is known to
    public record PreviewedStep(
            String tool, Action action, ObjectNode arguments, JsonNode request, List<String> differ, String problem) {
        /// Never the arguments.
        @Override
        public String toString() {
            return tool + " " + action;
        }
    }

    /// Never what is in the message.
    @Override
    public String toString() {
        return state.word() + " " + steps;
    }
}
