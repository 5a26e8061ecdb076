package dev.ghlmcp.app.settings;

import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.network.Network;
import dev.ghlmcp.network.ProxyAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Builds the way out from the settings and, where they say nothing, from the variables that other programs go by.
/// Lower case goes first, as in curl.
public record NetworkWiring(Settings settings, Map<String, String> environment) {
    private static final String NONE = "none";

    /// The way out.
    ///
    /// @throws SettingsException if a proxy or file cannot be used
    public Network network() {
        return Network.of(proxy("https_proxy", "all_proxy"), proxy("http_proxy", "all_proxy"), bypass(), authorities());
    }

    /// What stands between here and an address, for a person.
    public static String described(Network network, URI address) {
        ProxyAddress proxy = network.proxy(address);
        return (proxy == null
                        ? "no proxy"
                        : "by the proxy " + proxy
                                + (proxy.authorization() == null ? "" : ", with a user name and password"))
                + "; trusted: " + network.roots().described();
    }

    private ProxyAddress proxy(String... variables) {
        try {
            String own = settings.text(Setting.PROXY);
            if (own != null) {
                return own.equals(NONE) ? null : ProxyAddress.of(own, Setting.PROXY.key());
            }
            String variable = named(variables);
            return variable == null ? null : ProxyAddress.of(environment.get(variable), variable);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage());
        }
    }

    private String bypass() {
        String variable = named("no_proxy");
        String own = settings.text(Setting.NO_PROXY);
        return own != null ? own : variable == null ? "" : environment.get(variable);
    }

    private Map<String, Path> authorities() {
        Map<String, Path> files = new LinkedHashMap<>();
        String own = settings.text(Setting.CA_FILE);
        if (own != null) {
            if (!Files.isReadable(Path.of(own))) {
                throw new SettingsException(Setting.CA_FILE.key() + ": the file " + own + " cannot be read");
            }
            files.put(Setting.CA_FILE.key(), Path.of(own));
        }
        for (String variable : List.of("SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS")) {
            String file = environment.getOrDefault(variable, "");
            if (!file.isBlank()) {
                files.put(variable, Path.of(file.strip()));
            }
        }
        return files;
    }

    /// The first of these variables that says something.
    private String named(String... variables) {
        return Stream.of(variables)
                .flatMap(variable -> Stream.of(variable, variable.toUpperCase(Locale.ROOT)))
                .filter(variable -> !environment.getOrDefault(variable, "").isBlank())
                .findFirst()
                .orElse(null);
    }
}
