package dev.ghlmcp.cli.batch;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Standard input, line by line, as bytes, so that invalid UTF-8 is found and not replaced.
final class LineInput {
    private final InputStream in;
    private long number;

    LineInput(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /// The next line without its end; null after the last.
    byte[] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); ; b = in.read()) {
            if (b < 0 && line.size() == 0) {
                return null;
            }
            if (b < 0 || b == '\n') {
                number++;
                return line.toByteArray();
            }
            line.write(b);
        }
    }

    /// The number of the line that came last, from 1.
    long number() {
        return number;
    }

    /// The number of lines that are not empty, if standard input is a file; else -1. The position in the file stays.
    static long lines() {
        // Neither may be closed: that would close standard input.
        @SuppressWarnings("resource")
        FileChannel file = new FileInputStream(FileDescriptor.in).getChannel();
        try {
            if (file.size() == 0) {
                return -1;
            }
            long lines = 0;
            boolean filled = false;
            long at = file.position();
            ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
            for (int read = file.read(bytes, at); read > 0; read = file.read(bytes.clear(), at)) {
                at += read;
                for (int i = 0; i < read; i++) {
                    byte b = bytes.get(i);
                    if (b == '\n') {
                        lines += filled ? 1 : 0;
                        filled = false;
                    } else {
                        filled |= b > ' ' || b < 0;
                    }
                }
            }
            return filled ? lines + 1 : lines;
        } catch (IOException _) {
            // A pipe or a terminal.
            return -1;
        }
    }
}
