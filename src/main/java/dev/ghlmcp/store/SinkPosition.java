package dev.ghlmcp.store;

/// How much of a file of events is committed.
///
/// @param name   the file's path
/// @param key    what tells this file from another of the same name
/// @param length in bytes; what is beyond was written and not committed
/// @param seq    the number of the last event in it
public record SinkPosition(String name, String key, long length, long seq) {}
