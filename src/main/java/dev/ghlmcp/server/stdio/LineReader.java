package dev.ghlmcp.server.stdio;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Cuts a stream into lines, and survives one that is too long.
final class LineReader {
    /// Bytes of one line, without its end.
    ///
    /// @param bytes the line; null if it was longer than allowed and was skipped
    record Line(byte[] bytes) {}

    private final InputStream in;
    private final int max;
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;

    /// @param max bytes that a line may have
    LineReader(InputStream in, int max) {
        this.in = in;
        this.max = max;
    }

    /// The next line that is not blank, or null at the end of the stream. A last line without an end counts.
    Line next() throws IOException {
        while (true) {
            Line line = any();
            if (line == null || line.bytes() == null || !blank(line.bytes())) {
                return line;
            }
        }
    }

    private Line any() throws IOException {
        boolean skipped = false;
        int scanned = start;
        while (true) {
            for (; scanned < end; scanned++) {
                if (buffer[scanned] == '\n') {
                    boolean tooLong = skipped || scanned - start > max;
                    Line line = new Line(tooLong ? null : Arrays.copyOfRange(buffer, start, scanned));
                    start = scanned + 1;
                    return line;
                }
            }
            if (end - start > max) {
                skipped = true;
                end = start;
            }
            scanned -= start;
            makeRoom();
            scanned = Math.min(scanned + start, end);
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) {
                Line last = skipped
                        ? new Line(null)
                        : end > start ? new Line(Arrays.copyOfRange(buffer, start, end)) : null;
                start = end;
                return last;
            }
            end += read;
        }
    }

    private void makeRoom() {
        if (end < buffer.length) {
            return;
        }
        byte[] roomier = start > 0 ? buffer : new byte[buffer.length * 2];
        System.arraycopy(buffer, start, roomier, 0, end - start);
        end -= start;
        start = 0;
        buffer = roomier;
    }

    private static boolean blank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
