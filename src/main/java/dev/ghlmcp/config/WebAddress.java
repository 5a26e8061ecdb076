package dev.ghlmcp.config;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads addresses that a person writes.
public final class WebAddress {
    /// What an error says of host and port.
    public static final String HOST = "a host of letters, digits, hyphens and dots and a port from 1 to 65535 if any";

    private static final Pattern PARTS = Pattern.compile("(https?://)([^\\s/?#@:]+)((?::\\d+)?(?:[/?#].*)?)");

    private WebAddress() {}

    /// An `http` or `https` address. Its host is in ASCII (RFC 3490), as DNS and certificates know it.
    ///
    /// @return null if it is none, or if there can be no such host
    public static URI parse(String text) {
        try {
            URI address = new URI(text);
            Matcher parts = PARTS.matcher(text);
            if (address.getHost() == null && parts.matches()) {
                // Only here: IDN reads tables, which takes a tenth of a start.
                address = new URI(parts.group(1) + IDN.toASCII(parts.group(2)) + parts.group(3));
            }
            return address.getHost() == null || address.getPort() == 0 || address.getPort() > 65_535 ? null : address;
        } catch (URISyntaxException | IllegalArgumentException _) {
            return null;
        }
    }
}
