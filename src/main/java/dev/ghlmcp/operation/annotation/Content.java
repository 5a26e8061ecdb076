package dev.ghlmcp.operation.annotation;

/// What an answer of HighLevel is made of.
public enum Content {
    /// JSON, as almost always.
    JSON,
    /// A sound recording.
    AUDIO,
    /// Plain text.
    TEXT,
    /// JSON, or what else HighLevel says that it is.
    ANY
}
