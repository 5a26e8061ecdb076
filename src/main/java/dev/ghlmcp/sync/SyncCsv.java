package dev.ghlmcp.sync;

/// How the lines of a file are read.
///
/// @param delimiter one character, or `auto`
/// @param header    whether the first line names the columns
/// @param encoding  such as `utf-8`
public record SyncCsv(String delimiter, boolean header, String encoding) {
    /// Of a sync that says nothing.
    public static final SyncCsv STANDARD = new SyncCsv("auto", true, "utf-8");
}
