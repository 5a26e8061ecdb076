package dev.ghlmcp.network;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The hosts that no proxy is used for, as curl reads `NO_PROXY`: names with all names below them, addresses, CIDR
/// blocks, `*` for all; each may have a port. Names are not resolved. This machine is always among them, unless
/// `<-loopback>` is, which is how Chromium's bypass list says it.
record ProxyBypass(List<String> entries) {
    private static final String LOOPBACK = "<-loopback>";
    private static final Pattern PORT = Pattern.compile("(\\[[^]]*]|[^:]*):(\\d{1,5})");

    static ProxyBypass of(String text) {
        return new ProxyBypass(Arrays.stream(text.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                .filter(entry -> !entry.isEmpty())
                .toList());
    }

    boolean covers(String named, int port) {
        String host = plain(named.toLowerCase(Locale.ROOT));
        InetAddress address = literal(host);
        boolean loopback = host.equals("localhost")
                || host.endsWith(".localhost")
                || (address != null && address.isLoopbackAddress());
        return (loopback && !entries.contains(LOOPBACK))
                || entries.stream().anyMatch(entry -> covers(entry, host, address, port));
    }

    private static boolean covers(String entry, String host, InetAddress address, int port) {
        Matcher limited = PORT.matcher(entry);
        boolean matches = limited.matches();
        if (matches && Integer.parseInt(limited.group(2)) != port) {
            return false;
        }
        String name = plain((matches ? limited.group(1) : entry).replaceFirst("^\\*?\\.", ""));
        if (name.equals("*")) {
            return true;
        }
        if (address != null) {
            String[] block = name.split("/", 2);
            InetAddress start = literal(block[0]);
            return start != null && same(start.getAddress(), address.getAddress(), block.length > 1 ? block[1] : null);
        }
        return !name.isEmpty() && (host.equals(name) || host.endsWith("." + name));
    }

    private static boolean same(byte[] start, byte[] address, String bits) {
        if (start.length != address.length || (bits != null && !bits.matches("\\d{1,3}"))) {
            return false;
        }
        int left = bits == null ? 8 * start.length : Math.min(Integer.parseInt(bits), 8 * start.length);
        for (int i = 0; left > 0; i++, left -= 8) {
            int mask = left >= 8 ? 0xff : 0xff << (8 - left);
            if (((start[i] ^ address[i]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    private static String plain(String host) {
        return host.replaceAll("[\\[\\]]|\\.$", "");
    }

    private static InetAddress literal(String host) {
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
