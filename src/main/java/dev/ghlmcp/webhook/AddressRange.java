package dev.ghlmcp.webhook;

import java.net.InetAddress;
import java.util.Arrays;

/// The addresses that begin with the same bits, as CIDR writes them: `10.0.0.0/8`, `fc00::/7`.
record AddressRange(byte[] prefix, int bits) {
    /// @throws IllegalArgumentException with a sentence if it is none
    static AddressRange of(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        try {
            // A name is never looked up.
            byte[] prefix = InetAddress.ofLiteral(address).getAddress();
            int bits = slash < 0 ? prefix.length * 8 : Integer.parseInt(text.substring(slash + 1));
            if (bits >= 0 && bits <= prefix.length * 8) {
                return new AddressRange(prefix, bits);
            }
        } catch (IllegalArgumentException _) {
            // The sentence below says the same.
        }
        throw new IllegalArgumentException("'" + text + "' is no network: write it as 10.0.0.0/8, fc00::/7 or ::1");
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != prefix.length || !Arrays.equals(bytes, 0, bits / 8, prefix, 0, bits / 8)) {
            return false;
        }
        int rest = bits % 8;
        return rest == 0 || ((bytes[bits / 8] ^ prefix[bits / 8]) & 0xff) >> (8 - rest) == 0;
    }
}
