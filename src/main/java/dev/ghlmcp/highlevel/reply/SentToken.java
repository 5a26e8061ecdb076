package dev.ghlmcp.highlevel.reply;

import dev.ghlmcp.operation.annotation.TokenClass;

/// The token that a request carried, as far as anybody may know of it.
///
/// @param type  what it opens
/// @param named where a person finds it, as a sentence has it: `the token in GHL_TOKEN`
/// @param app   whether an app got it by a login, and not a person from a private integration
public record SentToken(TokenClass type, String named, boolean app) {}
