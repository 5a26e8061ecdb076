package dev.ghlmcp.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Which addresses that clients name may be called: `https` only, and only what can be reached from anywhere, so that
/// nobody has this program call what only it can reach. What is checked is the resolved address, and exactly that is
/// connected to. Redirects are followed nowhere.
///
/// @param networks that the operator allows besides, such as those inside a company; there `http` will do
/// @param resolver of names
public record CallbackGuard(List<AddressRange> networks, Resolver resolver) {
    private static final int MAX_LENGTH = 2048;

    /// What IANA's special-purpose registries do not hold to be globally reachable.
    private static final List<AddressRange> SPECIAL = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3",
                    "2001::/23",
                    "2001:db8::/32",
                    "3fff::/20")
            .map(AddressRange::of)
            .toList();

    private static final AddressRange UNICAST = AddressRange.of("2000::/3");
    private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");
    private static final AddressRange SIX_TO_FOUR = AddressRange.of("2002::/16");

    /// Finds the addresses of a name.
    @FunctionalInterface
    public interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /// With the system's resolver.
    ///
    /// @param allowed networks such as `10.1.0.0/16`
    /// @throws IllegalArgumentException with a sentence if one is none
    public static CallbackGuard of(List<String> allowed) {
        return new CallbackGuard(allowed.stream().map(AddressRange::of).toList(), InetAddress::getAllByName);
    }

    /// The same with another resolver.
    public CallbackGuard resolving(Resolver other) {
        return new CallbackGuard(networks, other);
    }

    /// Whether an address can be a callback at all; where it leads is checked whenever it is called.
    ///
    /// @throws IllegalArgumentException with a sentence if it cannot
    public URI address(String where, String url) {
        try {
            URI uri = new URI(url);
            if (("https".equalsIgnoreCase(uri.getScheme()) || open(uri))
                    && uri.getHost() != null
                    && port(uri)
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && url.length() <= MAX_LENGTH) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // The sentence below says the same.
        }
        throw new IllegalArgumentException(where + " must be an https:// address of at most " + MAX_LENGTH
                + " characters, with a port from 1 to 65535 if any, without user name and #fragment");
    }

    /// Whether there can be a server at its port.
    public static boolean port(URI url) {
        return url.getPort() == -1 || (url.getPort() > 0 && url.getPort() <= 65_535);
    }

    /// Whether what is sent can be read on the way: only networks of the operator's own are for that.
    private boolean open(URI url) {
        return !networks.isEmpty() && "http".equalsIgnoreCase(url.getScheme());
    }

    /// Refuses `http` for what is reachable from anywhere, before anybody is asked. Where else it leads is not told.
    ///
    /// @throws IllegalArgumentException with a sentence
    public void demandEncrypted(String where, URI url) {
        try {
            List<InetAddress> found = open(url) ? List.of(resolver.addresses(host(url))) : List.of();
            if (found.stream().noneMatch(this::inside) && found.stream().anyMatch(this::allows)) {
                throw new IllegalArgumentException(where
                        + " must be an https:// address: http:// is for networks that this server's operator allows");
            }
        } catch (UnknownHostException _) {
            // Calling it says so.
        }
    }

    /// Whether its host has an address.
    public boolean found(URI url) {
        try {
            return resolver.addresses(host(url)).length > 0;
        } catch (UnknownHostException _) {
            return false;
        }
    }

    private static String host(URI url) {
        return url.getHost().replaceAll("[\\[\\]]", "");
    }

    /// The address to connect to now.
    ///
    /// @throws IOException with a clause if it cannot be found, or may not be called
    InetAddress resolve(URI url) throws IOException {
        String host = host(url);
        InetAddress[] found;
        try {
            found = resolver.addresses(host);
        } catch (UnknownHostException _) {
            throw new UnknownHostException("the address of " + host + " was not found");
        }
        return Arrays.stream(found)
                .filter(open(url) ? this::inside : this::allows)
                .findFirst()
                .orElseThrow(() -> new CallbackRefused(
                        host + " is not reachable from anywhere, and callbacks to its network" + " are not allowed"));
    }

    /// Whether an address may be called.
    boolean allows(InetAddress address) {
        InetAddress meant = meant(address);
        return inside(address)
                || ((meant.getAddress().length == 4 || UNICAST.contains(meant))
                        && SPECIAL.stream().noneMatch(range -> range.contains(meant)));
    }

    private boolean inside(InetAddress address) {
        return Stream.of(address, meant(address))
                .anyMatch(one -> networks.stream().anyMatch(range -> range.contains(one)));
    }

    /// The IPv4 address that an IPv6 address leads to. One that is mapped (::ffff:0:0/96) is IPv4 to Java already.
    private static InetAddress meant(InetAddress address) {
        byte[] bytes = address.getAddress();
        int at = NAT64.contains(address) ? 12 : SIX_TO_FOUR.contains(address) ? 2 : -1;
        try {
            return at < 0 ? address : InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
