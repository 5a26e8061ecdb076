package dev.ghlmcp.cli.install;

import dev.ghlmcp.cli.install.file.ClientFile;
import dev.ghlmcp.cli.install.file.InstallException;
import dev.ghlmcp.config.SecretFile;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.config.UserFolders;
import dev.ghlmcp.secret.PrivateFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A file of the person's own that holds the token, for its owner alone. The clients' files do not get it: they are
/// synchronised, shared with projects and readable by others, and each client would hold a copy of its own. With one
/// file a new token is entered once. It is not a settings file, because reading YAML would slow each start.
///
/// @param path where it is
record TokenFile(Path path) {
    /// The file for servers of this name.
    static TokenFile standard(UserFolders folders, String name) {
        return new TokenFile(folders.own().resolve(name + ".token").toAbsolutePath());
    }

    /// Whether the file exists.
    boolean present() {
        return Files.exists(path);
    }

    /// The token in it.
    String token() throws InstallException {
        try {
            return SecretFile.read(path).strip();
        } catch (SettingsException e) {
            throw new InstallException(e.getMessage());
        }
    }

    /// Sees to it that nobody else can read a file that is there.
    ///
    /// @return whether others could
    boolean close() throws InstallException {
        try {
            return present() && PrivateFiles.close(path);
        } catch (IOException e) {
            throw new InstallException(
                    "Others can read " + path + ", and that cannot be changed (" + InstallException.reason(e) + ")");
        }
    }

    /// Writes the token.
    void keep(String token) throws InstallException {
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

    /// Who names it: clients in their own files, and the files that were written by `--file`.
    ///
    /// @param except a file that is left out; null for none
    List<String> users(Path except) throws InstallException {
        Pattern file =
                Pattern.compile("[/\\\\]" + Pattern.quote(path.getFileName().toString()));
        Map<Path, String> users = new LinkedHashMap<>();
        ClientApp.naming(UserFolders.here(), file).forEach((named, client) -> users.put(named, client.title()));
        written().stream()
                .filter(named -> ClientFile.containing(named, file) != null)
                .forEach(named -> users.putIfAbsent(named, named.toString()));
        users.remove(except);
        return List.copyOf(users.values());
    }

    /// Names the other users that a new token is for as well.
    void tellUsers(String token, Path except, PrintStream out) throws InstallException {
        if (holds(token)) {
            return;
        }
        String others = String.join(", ", users(except));
        out.println("A new token replaces the one in " + path + " for each server that names this file"
                + (others.isEmpty() ? "." : ": also for " + others + "."));
    }

    private boolean holds(String token) {
        try {
            return token().equals(token);
        } catch (InstallException _) {
            return false;
        }
    }

    /// Remembers a file that is no client's own, so that [#users] finds it.
    void wrote(Path file) throws InstallException {
        Set<Path> all = new LinkedHashSet<>(written());
        if (all.add(file)) {
            list().write(all.stream().map(each -> each + "\n").collect(Collectors.joining()));
        }
    }

    private List<Path> written() throws InstallException {
        try {
            return Files.readAllLines(list().path).stream().map(Path::of).toList();
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw new InstallException(list().path + " cannot be read (" + InstallException.reason(e) + ")");
        }
    }

    /// Where the files are remembered.
    TokenFile list() {
        return new TokenFile(path.resolveSibling(path.getFileName().toString().replace(".token", ".files")));
    }

    /// Deletes the file.
    ///
    /// @return whether it was there
    boolean forget() throws InstallException {
        try {
            return Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new InstallException(path + " cannot be removed (" + InstallException.reason(e) + ")");
        }
    }
}
