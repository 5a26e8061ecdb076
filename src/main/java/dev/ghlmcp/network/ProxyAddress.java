package dev.ghlmcp.network;

import dev.ghlmcp.secret.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An HTTP proxy.
///
/// @param secure        whether the way to it is encrypted
/// @param authorization the value of `Proxy-Authorization`, or null
/// @param source        the setting or variable that names it
public record ProxyAddress(String host, int port, boolean secure, Secret authorization, String source) {
    private static final Pattern ADDRESS =
            Pattern.compile("(?:([A-Za-z][\\w+.-]*)://)?(?:(.*)@)?(\\[[\\da-fA-F:.]+]|[^\\s/?#@:]+)(?::(\\d{1,5}))?/?");

    /// Reads `http://user:password@host:port`, of which only the host is needed.
    ///
    /// @throws IllegalArgumentException with a sentence that shows no credential
    public static ProxyAddress of(String text, String source) {
        Matcher parts = ADDRESS.matcher(text.strip());
        String scheme =
                parts.matches() && parts.group(1) != null ? parts.group(1).toLowerCase(Locale.ROOT) : "http";
        if (!parts.matches() || (parts.group(4) != null && Integer.parseInt(parts.group(4)) > 65_535)) {
            throw new IllegalArgumentException(source + " must be a proxy's address, http://host:port, with"
                    + " user:password@ before the host if the proxy asks for them");
        }
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException(source + " names a proxy of the kind " + scheme
                    + "://, which this program cannot use: set ghl.proxy (GHL_PROXY) to an HTTP proxy, http://host:port,"
                    + " or to none to go without");
        }
        boolean secure = scheme.equals("https");
        int port = parts.group(4) != null ? Integer.parseInt(parts.group(4)) : secure ? 443 : 80;
        return new ProxyAddress(parts.group(3).replaceAll("[\\[\\]]", ""), port, secure, basic(parts.group(2)), source);
    }

    private static Secret basic(String credentials) {
        if (credentials == null || credentials.isEmpty()) {
            return null;
        }
        String user = credentials.contains(":") ? credentials : credentials + ":";
        return new Secret(
                "Basic " + Base64.getEncoder().encodeToString(decoded(user).getBytes(StandardCharsets.UTF_8)));
    }

    /// A password with a percent sign that stands for itself is taken as it is.
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    /// For people: where it is and what names it, without credentials.
    @Override
    public String toString() {
        return (secure ? "https://" : "") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + " (" + source
                + ")";
    }
}
