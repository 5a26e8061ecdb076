package dev.ghlmcp.cli.output;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// UTF-8 for a terminal, in which control and bidirectional characters are written as `\u001b`. What
/// outsiders typed into a form must not set the title of a window, clear it or paint another text over this one. Inside
/// a JSON string the escape means the same character.
public final class VisibleOutput extends FilterOutputStream {
    private final byte[] held = new byte[3];
    private int count;

    private VisibleOutput(OutputStream out) {
        super(out);
    }

    public static PrintStream of(PrintStream out) {
        return new PrintStream(new VisibleOutput(out), true, StandardCharsets.UTF_8);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    @Override
    public void write(int b) throws IOException {
        held[count++] = (byte) b;
        int first = held[0] & 0xFF;
        if (first == '\r') {
            if (count == 2) {
                out.write(b == '\n' ? "\r".getBytes(StandardCharsets.UTF_8) : escaped('\r'));
                again((byte) b);
            }
        } else if (first < 0x80) {
            out.write(first == '\n' || first == '\t' || (first >= ' ' && first != 0x7F) ? one(first) : escaped(first));
            count = 0;
        } else if (count > 1 && (b & 0xC0) != 0x80) {
            // No character: what is not UTF-8 stays as it is, and this byte begins anew.
            out.write(held, 0, count - 1);
            again((byte) b);
        } else if (count == length(first)) {
            String text = new String(held, 0, count, StandardCharsets.UTF_8);
            if (text.length() == 1 && steers(text.charAt(0))) {
                out.write(escaped(text.charAt(0)));
            } else {
                out.write(held, 0, count);
            }
            count = 0;
        }
    }

    /// The first bytes of all characters to escape; other bytes pass unchanged.
    private static int length(int first) {
        return switch (first) {
            case 0xC2, 0xD8 -> 2;
            case 0xE2 -> 3;
            default -> 1;
        };
    }

    private static boolean steers(char c) {
        return (c >= 0x80 && c <= 0x9F)
                || c == 0x61C
                || c == 0x200E
                || c == 0x200F
                || (c >= 0x2028 && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }

    private void again(byte b) throws IOException {
        count = 0;
        write(b);
    }

    private static byte[] one(int b) {
        return new byte[] {(byte) b};
    }

    private static byte[] escaped(int c) {
        return "\\u%04x".formatted(c).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void flush() throws IOException {
        if (count > 0 && held[0] == '\r') {
            out.write(escaped('\r'));
            count = 0;
        }
        out.flush();
    }
}
