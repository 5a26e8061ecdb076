package dev.ghlmcp.cli.install.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// A client's configuration that is left as it was. The message is a sentence for the person.
public final class InstallException extends Exception {
    private static final long serialVersionUID = 1L;

    /// @param message says what stands in the way and what to do
    public InstallException(String message) {
        super(message);
    }

    /// Why a file could not be written or read, in the system's words where it has any; none of them is secret.
    public static String reason(IOException e) {
        String said = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return switch (e) {
            case AccessDeniedException _ -> "access is denied";
            case NoSuchFileException _ -> "it is not there";
            default -> said == null || said.isBlank() ? e.getClass().getSimpleName() : said;
        };
    }
}
