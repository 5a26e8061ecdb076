package dev.ghlmcp.sync;

/// A message that cannot be mapped; says why in a sentence, which may quote the message.
public final class MappingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    MappingException(String sentence) {
        super(sentence);
    }
}
