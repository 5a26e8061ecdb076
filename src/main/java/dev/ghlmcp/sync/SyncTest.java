package dev.ghlmcp.sync;

import tools.jackson.databind.JsonNode;

/// An example beside a mapping.
///
/// @param given  what comes in
/// @param linked the entry of the ledger; null for a new record
/// @param saved  what `needs` and `save` give, by their names; what it leaves out is unknown
/// @param expect the steps, each with its tool and some of its arguments
public record SyncTest(JsonNode given, JsonNode linked, JsonNode saved, JsonNode expect) {}
