package dev.ghlmcp.log;

/// An exception whose message is a sentence for the person who runs the program: it quotes neither data nor secrets.
public interface ExplainedFailure {
    /// The sentence.
    String getMessage();
}
