package dev.ghlmcp.cli.install.file;

/// A client's configuration that is left as it was. The message is a sentence for the person.
public final class InstallException extends Exception {
    private static final long serialVersionUID = 1L;

    /// @param message says what stands in the way and what to do
    public InstallException(String message) {
        super(message);
    }
}
