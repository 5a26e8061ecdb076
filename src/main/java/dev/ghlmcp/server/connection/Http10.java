package dev.ghlmcp.server.connection;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;

/// Lets in clients of HTTP/1.0, which Helidon refuses: health checks, and nginx as it is unless told otherwise. The
/// first request of a connection is rewritten to HTTP/1.1 as a gateway would do it: `Via` says what it was, and the
/// connection is closed behind its answer.
public final class Http10 implements Supplier<byte[]> {
    private static final String VIA = "1.0 ghl-mcp";
    private static final HeaderName HEADER = HeaderNames.create("Via");
    private static final String VERSION = " HTTP/1.0";
    private static final int MAX_HEAD = 24 << 10;

    private final Supplier<byte[]> in;
    private boolean decided;

    /// @param in bytes as they come; null at the end
    Http10(Supplier<byte[]> in) {
        this.in = in;
    }

    /// Whether a request came as HTTP/1.0, which knows no answer of unknown length.
    public static boolean is(ServerRequest request) {
        return request.headers().values(HEADER).contains(VIA);
    }

    @Override
    public byte[] get() {
        if (decided) {
            return in.get();
        }
        decided = true;
        byte[] first = until("\n");
        int end = indexOf(first, "\n");
        if (end < VERSION.length() || !text(first, 0, end).stripTrailing().endsWith(VERSION)) {
            return first;
        }
        return rewritten(first);
    }

    private byte[] rewritten(byte[] first) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        read.writeBytes(first);
        byte[] all = first;
        int end = indexOf(all, "\r\n\r\n");
        while (end < 0 && all.length < MAX_HEAD) {
            byte[] more = in.get();
            if (more == null) {
                return all;
            }
            read.writeBytes(more);
            all = read.toByteArray();
            end = indexOf(all, "\r\n\r\n");
        }
        if (end < 0) {
            return all;
        }
        String[] lines = text(all, 0, end).split("\r\n", -1);
        StringBuilder head = new StringBuilder(lines[0].stripTrailing());
        head.setLength(head.length() - 1);
        head.append("1\r\n");
        boolean host = false;
        for (int i = 1; i < lines.length; i++) {
            String name = lines[i].toLowerCase(Locale.ROOT);
            host |= name.startsWith("host:");
            if (!name.startsWith("connection:") && !name.startsWith("keep-alive:")) {
                head.append(lines[i]).append("\r\n");
            }
        }
        if (!host) {
            // HTTP/1.0 allows a missing Host. Every browser sends one, so DNS rebinding cannot use this.
            head.append("Host: localhost\r\n");
        }
        head.append("Via: ").append(VIA).append("\r\nConnection: close\r\n\r\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.write(all, end + 4, all.length - end - 4);
        return out.toByteArray();
    }

    /// What comes up to and with the first such bytes, and perhaps more; less if it is too long or ends before.
    private byte[] until(String bytes) {
        byte[] first = in.get();
        if (first == null || indexOf(first, bytes) >= 0) {
            return first;
        }
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        read.writeBytes(first);
        while (read.size() < MAX_HEAD && indexOf(read.toByteArray(), bytes) < 0) {
            byte[] more = in.get();
            if (more == null) {
                break;
            }
            read.writeBytes(more);
        }
        return read.toByteArray();
    }

    private static int indexOf(byte[] bytes, String part) {
        return bytes == null ? -1 : text(bytes, 0, bytes.length).indexOf(part);
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
