package dev.ghlmcp.highlevel.http.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Looks into HTTP messages as they are on the wire.
final class HttpBytes {
    private static final byte[] GET = ascii("GET ");
    private static final byte[] DELETE = ascii("DELETE ");

    private HttpBytes() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Whether a request has a method that needs no body.
    static boolean mayLackBody(byte[] request) {
        return startsWith(request, GET) || startsWith(request, DELETE);
    }

    /// Where the wanted bytes begin; -1 if they are not there.
    static int find(byte[] wanted, byte[] bytes, int length) {
        for (int at = 0; at <= length - wanted.length; at++) {
            if (bytes[at] == wanted[0] && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }
}
