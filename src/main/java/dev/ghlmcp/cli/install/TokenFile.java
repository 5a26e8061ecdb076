package dev.ghlmcp.cli.install;

import dev.ghlmcp.cli.install.file.InstallException;
import dev.ghlmcp.config.SecretFile;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.config.UserFolders;
import dev.ghlmcp.secret.PrivateFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A file of the person's own that holds the token, for its owner alone. The clients' files do not get it: they are
/// synchronised, shared with projects and readable by others, and each client would hold a copy of its own. With one
/// file a new token is entered once. It is not a settings file, because reading YAML would slow each start.
///
/// @param path where it is
public record TokenFile(Path path) {
    /// The file for servers of this name.
    static TokenFile standard(UserFolders folders, String name) {
        return new TokenFile(folders.own().resolve(name + ".token").toAbsolutePath());
    }

    /// Whether the file exists.
    public boolean present() {
        return Files.exists(path);
    }

    /// The token in it.
    public String token() throws InstallException {
        try {
            return SecretFile.read(path).strip();
        } catch (SettingsException e) {
            throw new InstallException(e.getMessage());
        }
    }

    /// Sees to it that nobody else can read a file that is there.
    ///
    /// @return whether others could
    public boolean close() throws InstallException {
        try {
            return present() && PrivateFiles.close(path);
        } catch (IOException e) {
            throw new InstallException(
                    "Others can read " + path + ", and that cannot be changed (" + InstallException.reason(e) + ")");
        }
    }

    /// Writes the token.
    public void keep(String token) throws InstallException {
        if (!token.matches("[\\x21-\\x7e]{1,1000}")) {
            throw new InstallException("That is not a token: it must be one word of plain characters");
        }
        write(token + "\n");
    }

    /// Writes any text.
    void write(String text) throws InstallException {
        try {
            PrivateFiles.createFolder(path.getParent());
            PrivateFiles.replace(path, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new InstallException(path + " cannot be written (" + InstallException.reason(e) + ")");
        }
    }

    /// The clients whose own files name it.
    public List<ClientApp> users() {
        Pattern file =
                Pattern.compile("[/\\\\]" + Pattern.quote(path.getFileName().toString()));
        return ClientApp.naming(UserFolders.here(), file);
    }

    /// Names the other clients that a new token is for as well.
    public void tellUsers(ClientApp client, PrintStream out) {
        String others = users().stream()
                .filter(user -> user != client)
                .map(ClientApp::title)
                .collect(Collectors.joining(", "));
        out.println("A new token replaces the one in " + path + " for each server that names this file"
                + (others.isEmpty() ? "." : ": also for " + others + "."));
    }

    /// Deletes the file.
    ///
    /// @return whether it was there
    public boolean forget() throws InstallException {
        try {
            return Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new InstallException(path + " cannot be removed (" + InstallException.reason(e) + ")");
        }
    }
}
