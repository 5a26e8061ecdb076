package dev.ghlmcp.highlevel.account;

/// No token can be obtained. The message is a sentence for the caller and holds no secret.
public class CredentialsException extends Exception {
    private static final long serialVersionUID = 1;

    /// @param message what is wrong and what to do
    public CredentialsException(String message) {
        super(message);
    }
}
