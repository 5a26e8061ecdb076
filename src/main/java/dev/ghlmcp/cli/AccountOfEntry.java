package dev.ghlmcp.cli;

import dev.ghlmcp.cli.install.Installation;
import dev.ghlmcp.cli.install.file.InstallException;
import dev.ghlmcp.config.InstalledSettings;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.UserFolders;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Which account a client's entry is for: the options say, then the variables of this shell, then the entry as it is,
/// then what was stored with the token. The client has none of the shell's variables, so they become part of the entry.
///
/// @param options      of the command, which are completed
/// @param installation the entry
/// @param environment  of this process
record AccountOfEntry(GlobalOptions options, Installation installation, Map<String, String> environment) {
    private static final List<Setting> ACCOUNT =
            List.of(Setting.BASE_URL, Setting.LOCATION_ID, Setting.COMPANY_ID, Setting.CA_FILE);
    private static final List<String> UNWRITTEN =
            List.of("GHL_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY");

    /// Completes the options.
    ///
    /// @param stored whether the entry gets the token that is stored already
    /// @throws InstallException if that token would go to another address than the one it was stored for
    void complete(boolean stored) throws InstallException {
        Map<String, String> before = stored
                ? InstalledSettings.of(UserFolders.here(), installation.name()).variables()
                : Map.of();
        for (Setting setting : ACCOUNT) {
            if (!options.settings().containsKey(setting)) {
                complete(setting, before.getOrDefault(setting.variable(), ""));
            }
        }
        String address = options.settings().getOrDefault(Setting.BASE_URL, Setting.BASE_URL.fallback());
        String kept = before.getOrDefault(Setting.BASE_URL.variable(), Setting.BASE_URL.fallback());
        if (!before.isEmpty() && !slashed(address).equals(slashed(kept))) {
            throw new InstallException("The token that is stored is for " + kept + " and does not go to " + address
                    + ", so nothing was changed: give that address's own with --token-stdin, best with another --name");
        }
    }

    /// Refuses a new token for another account than the stored one's: all entries of the name read the same file, and
    /// each keeps its own address and sub-account.
    ///
    /// @throws InstallException if the other entries would use the token elsewhere
    void refuseAnother() throws InstallException {
        Map<String, String> before =
                InstalledSettings.of(UserFolders.here(), installation.name()).variables();
        String address = options.settings().getOrDefault(Setting.BASE_URL, Setting.BASE_URL.fallback());
        String kept = before.getOrDefault(Setting.BASE_URL.variable(), Setting.BASE_URL.fallback());
        if (!before.isEmpty() && !slashed(address).equals(slashed(kept))) {
            throw another("address", kept, address);
        }
        String location = options.settings().getOrDefault(Setting.LOCATION_ID, "");
        String stored = before.getOrDefault(Setting.LOCATION_ID.variable(), location);
        if (!location.isEmpty() && !stored.equals(location)) {
            throw another("sub-account", stored, location);
        }
    }

    private InstallException another(String what, String kept, String given) {
        return new InstallException("The servers named " + installation.name() + " share one token, for the " + what
                + " " + kept + ", so one for " + given + " was not stored and nothing was changed: give another --name,"
                + " or first take the old one away with uninstall --forget-token");
    }

    private void complete(Setting setting, String stored) throws InstallException {
        String here = environment.getOrDefault(setting.variable(), "").strip();
        String entry = installation.variable(setting.variable());
        String value = !here.isEmpty() ? here : !entry.isEmpty() ? entry : stored;
        if (!value.isEmpty()) {
            options.set(
                    setting,
                    setting == Setting.CA_FILE
                            ? Path.of(value).toAbsolutePath().normalize().toString()
                            : value);
        }
    }

    private static String slashed(String address) {
        return address.replaceFirst("/*$", "/");
    }

    /// Names the variables that the trial went by and the entry does not get: a proxy's address may hold a password.
    void tellUnwritten(PrintStream out) {
        List<String> set = UNWRITTEN.stream()
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .toList();
        if (!set.isEmpty()) {
            out.println(String.join(", ", set) + (set.size() == 1 ? " is" : " are")
                    + " set here and not written into the entry. Where the client's own environment has no such"
                    + " variable, name the proxy (ghl.proxy) in a settings file and give it with --config.");
        }
    }
}
