package dev.ghlmcp.cli.install;

import dev.ghlmcp.cli.context.GlobalOptions;
import dev.ghlmcp.cli.install.file.InstallException;
import dev.ghlmcp.config.InstalledSettings;
import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.UserFolders;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Which account a client's entry is for: the options say, then the variables of this shell, then the entry as it is,
/// then its settings file, then what was stored with the token. The client has none of the shell's variables, so they
/// become part of the entry.
///
/// @param options      of the command, which are completed
/// @param installation the entry
/// @param file         the settings file that the entry's server reads
/// @param environment  of this process
record AccountOfEntry(
        GlobalOptions options, Installation installation, Settings file, Map<String, String> environment) {
    private static final List<Setting> ACCOUNT =
            List.of(Setting.BASE_URL, Setting.LOCATION_ID, Setting.COMPANY_ID, Setting.CA_FILE);
    private static final List<String> AUTHORITIES = List.of("SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS");
    private static final List<String> PROXIES =
            List.of("GHL_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY");

    /// Whether the entry or its settings file has another token than the one that servers of the name share.
    boolean hasToken(Path shared) throws InstallException {
        String named = installation.variable(Setting.TOKEN_FILE.variable());
        return !installation.variable(Setting.TOKEN.variable()).isEmpty()
                || (!named.isEmpty() && !named.equals(shared.toString()))
                || Stream.of(Setting.TOKEN, Setting.TOKEN_FILE, Setting.AUTH_CLIENT_ID)
                        .anyMatch(setting -> file.text(setting) != null);
    }

    /// Completes the options.
    ///
    /// @param shared whether the entry gets the token that is stored already, with which its account goes
    void complete(boolean shared) throws InstallException {
        Map<String, String> before = shared ? stored() : Map.of();
        for (Setting setting : ACCOUNT) {
            if (!options.settings().containsKey(setting)) {
                boolean said = file.text(setting) != null && !file.text(setting).equals(setting.fallback());
                String value = Stream.of(
                                environment.getOrDefault(setting.variable(), "").strip(),
                                installation.variable(setting.variable()),
                                said ? "" : before.getOrDefault(setting.variable(), ""),
                                said || setting != Setting.CA_FILE ? "" : authority())
                        .filter(each -> !each.isEmpty())
                        .findFirst()
                        .orElse("");
                options.set(setting, value.isEmpty() ? null : setting == Setting.CA_FILE ? absolute(value) : value);
            }
        }
    }

    /// Refuses another account than the stored token's: all entries of the name read the same file, and each keeps its
    /// own address and sub-account.
    ///
    /// @param fresh whether a new token is to take the stored one's place
    /// @throws InstallException if the entry, or the others, would use the token elsewhere
    void refuseAnother(boolean fresh) throws InstallException {
        Map<String, String> before = stored();
        String address = value(Setting.BASE_URL);
        String kept = before.getOrDefault(Setting.BASE_URL.variable(), Setting.BASE_URL.fallback());
        if (!before.isEmpty() && !slashed(address).equals(slashed(kept))) {
            throw another(fresh, kept, " and does not go to ", address);
        }
        String location = value(Setting.LOCATION_ID);
        String stored = before.getOrDefault(Setting.LOCATION_ID.variable(), location);
        if (!location.isEmpty() && !stored.equals(location)) {
            throw another(fresh, "the sub-account " + stored, " and is not used for ", location);
        }
    }

    private InstallException another(boolean fresh, String kept, String not, String given) {
        return new InstallException(
                fresh
                        ? "The servers named " + installation.name() + " share one token, for " + kept + ", so one for "
                                + given + " was not stored and nothing was changed: give another --name,"
                                + " or first take the old one away with uninstall --forget-token"
                        : "The token that is stored is for " + kept + not + given + ", so nothing was changed: give"
                                + " that one's own token with --token-stdin and another --name");
    }

    /// The sub-account that is named although none was stored with the token, which may not open it; else null.
    String unknownLocation() {
        String location = value(Setting.LOCATION_ID);
        return location.isEmpty() || stored().containsKey(Setting.LOCATION_ID.variable()) ? null : location;
    }

    /// What to store with the token: these variables, and where else the address and sub-account come from.
    Map<String, String> remembered(Map<String, String> variables) {
        Map<String, String> all = new LinkedHashMap<>(variables);
        for (Setting setting : List.of(Setting.BASE_URL, Setting.LOCATION_ID)) {
            String value = value(setting);
            if (!value.isEmpty() && !value.equals(setting.fallback())) {
                all.putIfAbsent(setting.variable(), value);
            }
        }
        return all;
    }

    /// What was stored with the token; nothing if there is none.
    Map<String, String> stored() {
        return InstalledSettings.of(UserFolders.here(), installation.name()).variables();
    }

    /// As the entry's server sees it; empty if nothing says it.
    private String value(Setting setting) {
        String otherwise = file.text(setting);
        return options.settings().getOrDefault(setting, otherwise == null ? "" : otherwise);
    }

    /// The file of authorities that this process trusts beside the setting's. A server does not start without the one
    /// that its settings name.
    private String authority() {
        return AUTHORITIES.stream()
                .map(variable -> environment.getOrDefault(variable, "").strip())
                .filter(named -> !named.isEmpty() && Files.isReadable(Path.of(named)))
                .findFirst()
                .orElse("");
    }

    private static String absolute(String file) {
        return Path.of(file).toAbsolutePath().normalize().toString();
    }

    private static String slashed(String address) {
        return address.replaceFirst("/*$", "/");
    }

    /// Names the variables that the trial went by and the entry does not get: a proxy's address may hold a password,
    /// and there is one setting for a file of authorities. A token of the shell may be another account's.
    ///
    /// @param tokenless whether no token is given
    void tellUnwritten(boolean tokenless, PrintStream out) {
        if (tokenless) {
            String command = "ghl-mcp install " + installation.client().word() + " --token-stdin";
            tellUntaken(Setting.TOKEN, "printf %s \"$GHL_TOKEN\" | " + command, out);
            tellUntaken(Setting.TOKEN_FILE, command + " < \"$GHL_TOKEN_FILE\"", out);
        }
        tellUnwritten(
                PROXIES.stream()
                        .filter(name -> !environment.getOrDefault(name, "").isBlank())
                        .toList(),
                "name the proxy (ghl.proxy) in a settings file and give it with --config.",
                out);
        tellUnwritten(
                AUTHORITIES.stream()
                        .filter(name -> !environment.getOrDefault(name, "").isBlank()
                                && !absolute(environment.get(name).strip()).equals(value(Setting.CA_FILE)))
                        .toList(),
                "put all certificates into one file and name that in GHL_CA_FILE.",
                out);
    }

    private void tellUntaken(Setting token, String command, PrintStream out) {
        if (!environment.getOrDefault(token.variable(), "").isBlank()) {
            out.println(token.variable() + " is set here and not taken. To take it, give it through standard input: "
                    + command);
        }
    }

    private static void tellUnwritten(List<String> set, String advice, PrintStream out) {
        if (!set.isEmpty()) {
            out.println(String.join(", ", set) + (set.size() == 1 ? " is" : " are")
                    + " set here and not written into the entry. Where the client's own environment has no such"
                    + " variable, " + advice);
        }
    }
}
