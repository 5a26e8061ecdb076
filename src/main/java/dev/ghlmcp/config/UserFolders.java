package dev.ghlmcp.config;

import java.nio.file.Path;
import java.util.Map;

/// The folders of the person who runs the program, by one rule for all commands: `HOME` comes before what the system's
/// list of users says, as in the clients whose files are edited.
///
/// @param system      the name of the operating system, as in `os.name`
/// @param home        the person's
/// @param environment of the process
public record UserFolders(String system, Path home, Map<String, String> environment) {
    /// Those of this process.
    public static UserFolders here() {
        return of(System.getProperty("os.name"), System.getProperty("user.home"), System.getenv());
    }

    static UserFolders of(String system, String listed, Map<String, String> environment) {
        return new UserFolders(system, folder(environment.get("HOME"), Path.of(listed)), environment);
    }

    /// Where the operating system has programs keep what belongs to a person.
    public Path applications() {
        if (system.startsWith("Mac")) {
            return home.resolve("Library").resolve("Application Support");
        }
        return system.startsWith("Windows")
                ? folder(environment.get("APPDATA"), home.resolve("AppData").resolve("Roaming"))
                : folder(environment.get("XDG_CONFIG_HOME"), home.resolve(".config"));
    }

    /// Where the operating system has programs keep what is large and the person's own.
    public Path data() {
        if (system.startsWith("Mac")) {
            return applications();
        }
        return system.startsWith("Windows")
                ? folder(
                        environment.get("LOCALAPPDATA"), home.resolve("AppData").resolve("Local"))
                : folder(
                        environment.get("XDG_DATA_HOME"), home.resolve(".local").resolve("share"));
    }

    /// Where this program keeps what is secret, and what `install` was told.
    public Path own() {
        return applications().resolve("ghl-mcp");
    }

    /// The XDG specification has relative paths ignored.
    private static Path folder(String named, Path otherwise) {
        return named == null || named.isBlank() || !Path.of(named).isAbsolute() ? otherwise : Path.of(named);
    }
}
