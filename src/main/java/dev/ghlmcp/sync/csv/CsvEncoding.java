package dev.ghlmcp.sync.csv;

import dev.ghlmcp.text.Nearest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;

/// How the bytes of a file are characters: by its byte order mark, then by the name in the settings. A file that is
/// called UTF-8 and is not is read as windows-1252, in which spreadsheets of Windows write.
///
/// @param charset how its bytes are read
/// @param mark    the bytes of the byte order mark
/// @param found   whether the file shows it, against what the settings say
record CsvEncoding(Charset charset, int mark, boolean found) {
    private static final int SAMPLE = 4096;

    /// @throws IllegalArgumentException with a sentence if no encoding has that name
    static CsvEncoding of(Path file, String named) throws IOException {
        Charset charset = charset(named);
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(SAMPLE);
        }
        if (spreadsheet(head)) {
            throw new IllegalArgumentException(
                    file + " is a spreadsheet or another binary file: open it there and save it as CSV (UTF-8) first");
        }
        if (head.length >= 3 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF) {
            return new CsvEncoding(StandardCharsets.UTF_8, 3, !charset.equals(StandardCharsets.UTF_8));
        }
        Charset wide = wide(head);
        if (wide != null) {
            boolean marked = (head[0] & 0xFF) >= 0xFE;
            return new CsvEncoding(wide, marked ? 2 : 0, true);
        }
        if (!charset.equals(StandardCharsets.UTF_8) || mostlyUtf8(file)) {
            return new CsvEncoding(charset, 0, false);
        }
        return new CsvEncoding(Charset.forName("windows-1252"), 0, true);
    }

    /// Those of today are ZIP files, those before 2007 compound files; both could be read as windows-1252.
    private static boolean spreadsheet(byte[] head) {
        return Stream.of("504b0304", "d0cf11e0")
                .anyMatch(HexFormat.of().formatHex(head, 0, Math.min(4, head.length))::equals);
    }

    private static Charset charset(String named) {
        try {
            return Charset.forName(named);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
            String nearest = Nearest.to(named, Charset.availableCharsets().keySet());
            throw new IllegalArgumentException("csv.encoding: '" + named + "' is no encoding"
                    + (nearest == null ? "; utf-8 and windows-1252 are usual" : "; did you mean " + nearest + "?"));
        }
    }

    /// UTF-16 by its byte order mark, or because every other byte is zero; null if it is not that.
    private static Charset wide(byte[] head) {
        if (head.length < 2) {
            return null;
        }
        int mark = ((head[0] & 0xFF) << 8) | (head[1] & 0xFF);
        int[] zeros = new int[2];
        for (int i = 0; i < head.length; i++) {
            zeros[i % 2] += head[i] == 0 ? 1 : 0;
        }
        int many = head.length / 4;
        return mark == 0xFFFE || zeros[1] > many
                ? StandardCharsets.UTF_16LE
                : mark == 0xFEFF || zeros[0] > many ? StandardCharsets.UTF_16BE : null;
    }

    /// A few broken lines in a file of UTF-8 are not to change how all the others are read.
    private static boolean mostlyUtf8(Path file) throws IOException {
        long bad = 0;
        long good = 0;
        char[] part = new char[SAMPLE];
        try (Reader in = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            for (int count = in.read(part); count >= 0; count = in.read(part)) {
                for (int i = 0; i < count; i++) {
                    if (part[i] == CsvRecords.REPLACEMENT) {
                        bad++;
                    } else if (part[i] >= 0x80) {
                        good++;
                    }
                }
            }
        }
        return bad <= good;
    }

    Reader open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        in.skipNBytes(mark);
        return new InputStreamReader(in, charset);
    }
}
