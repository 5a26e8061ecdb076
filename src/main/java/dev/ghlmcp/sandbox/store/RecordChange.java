package dev.ghlmcp.sandbox.store;

import tools.jackson.databind.node.ObjectNode;

/// What a write did to one record.
///
/// @param collection of the record
/// @param before     null if it is new
/// @param after      null if it is gone
public record RecordChange(String collection, ObjectNode before, ObjectNode after) {
    /// The record, as it is or was last.
    public ObjectNode record() {
        return after == null ? before : after;
    }
}
