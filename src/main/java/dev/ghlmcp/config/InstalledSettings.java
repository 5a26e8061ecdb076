package dev.ghlmcp.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The variables that `ghl-mcp install` gave a client's server, stored again for the commands that a person types:
/// `doctor` checks what the client starts. None of them is secret; the token is in a file beside.
///
/// @param path of the file, lines of `NAME=value`
public record InstalledSettings(Path path) {
    /// With one of these, the person has said which account is meant.
    private static final Set<String> ACCOUNT = Set.of(
            "GHL_TOKEN",
            "GHL_TOKEN_FILE",
            "GHL_AGENCY_TOKEN",
            "GHL_CONFIG",
            "GHL_AUTH_CLIENT_ID",
            "GHL_AUTH_STORE",
            "GHL_FLEET_STORE");

    /// Those of servers of this name.
    public static InstalledSettings of(UserFolders folders, String name) {
        return new InstalledSettings(folders.own().resolve(name + ".env").toAbsolutePath());
    }

    /// Those that complete this environment; none if it names an account itself. A token never goes to an address that
    /// it was not stored with.
    public Map<String, String> completing(Map<String, String> environment) {
        boolean named = ACCOUNT.stream()
                .anyMatch(variable -> !environment.getOrDefault(variable, "").isBlank());
        Map<String, String> variables = named ? Map.of() : variables();
        String address =
                environment.getOrDefault(Setting.BASE_URL.variable(), "").strip();
        return address.isEmpty() || same(address, address(variables)) ? variables : Map.of();
    }

    /// Why they do not complete this environment, if its address alone is the reason; else null.
    public String unused(Map<String, String> environment) {
        Map<String, String> anywhere = new HashMap<>(environment);
        String address = anywhere.remove(Setting.BASE_URL.variable());
        Map<String, String> variables = completing(anywhere);
        return variables.isEmpty() || !completing(environment).isEmpty()
                ? null
                : "what `ghl-mcp install` stored in " + path + " is for " + address(variables) + " and is not used for "
                        + address
                        + ": leave out --base-url, GHL_BASE_URL and ghl.base-url to use it, or give a token for"
                        + " that address in GHL_TOKEN";
    }

    private static String address(Map<String, String> variables) {
        return variables.getOrDefault(Setting.BASE_URL.variable(), Setting.BASE_URL.fallback());
    }

    private static boolean same(String address, String other) {
        return address.replaceFirst("/+$", "").equals(other.replaceFirst("/+$", ""));
    }

    /// All of them; none if there is no such file.
    public Map<String, String> variables() {
        try {
            return Files.readAllLines(path, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.indexOf('=') > 0)
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.indexOf('=')),
                            line -> line.substring(line.indexOf('=') + 1),
                            (_, last) -> last,
                            TreeMap::new));
        } catch (NoSuchFileException _) {
            return Map.of();
        } catch (IOException _) {
            throw new SettingsException("The file " + path + " cannot be read");
        }
    }

    /// What the file is to hold for these variables.
    public static String text(Map<String, String> variables) {
        return new TreeMap<>(variables)
                .entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue() + "\n")
                        .collect(Collectors.joining());
    }
}
