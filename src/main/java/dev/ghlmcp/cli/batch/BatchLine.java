package dev.ghlmcp.cli.batch;

import dev.ghlmcp.cli.output.JsonArguments;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// One line of input.
///
/// @param number    from 1
/// @param arguments of its call; null if the line is not one JSON object without a name twice
/// @param key       that the journal knows it by
record BatchLine(long number, ObjectNode arguments, String key) {
    /// @param common arguments of every call, which the line's own override
    static BatchLine of(long number, byte[] bytes, ObjectNode common, BatchJournal journal) {
        try {
            if (JsonArguments.strict(bytes) instanceof ObjectNode own) {
                ObjectNode arguments = common.deepCopy().setAll(own);
                return new BatchLine(number, arguments, journal.key(arguments));
            }
        } catch (JacksonException _) {
            // As any other JSON that is no object.
        }
        return new BatchLine(number, null, null);
    }
}
