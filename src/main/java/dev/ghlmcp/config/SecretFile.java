package dev.ghlmcp.config;

import dev.ghlmcp.secret.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A file with secrets, which only its owner may read or change.
public final class SecretFile {
    private SecretFile() {}

    /// Its text.
    ///
    /// @throws SettingsException if it cannot be read, or others can
    public static String read(Path file) {
        check(file);
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException _) {
            throw new SettingsException("The file " + file + " cannot be read");
        }
    }

    /// Whether the key of a settings file holds something that lets people in or into an account of a tenant.
    static boolean secret(String key, String value) {
        return !value.isEmpty()
                && (key.equals(Setting.HTTP_TOKENS.key())
                        || (Section.TENANTS.name(key) != null && key.endsWith("token")));
    }

    /// On Windows files have no such permissions; the owner sets the rights of the folder.
    static void check(Path file) {
        if (Files.isDirectory(file)) {
            throw new SettingsException(file + " is a folder: name the file with the secret");
        }
        try {
            if (PrivateFiles.exposed(file)) {
                throw new SettingsException(
                        "The file " + file + " holds secrets and others can read it: chmod 600 " + file);
            }
        } catch (NoSuchFileException _) {
            throw new SettingsException("There is no file " + file);
        } catch (IOException _) {
            throw new SettingsException("The file " + file + " cannot be read");
        }
    }
}
