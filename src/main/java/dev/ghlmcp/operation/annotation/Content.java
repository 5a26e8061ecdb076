package dev.ghlmcp.operation.annotation;

/// What an answer of HighLevel is made of.
public enum Content {
    /// JSON, as almost always.
    JSON,
    /// A sound recording.
    AUDIO,
    /// Plain text.
    TEXT
}
