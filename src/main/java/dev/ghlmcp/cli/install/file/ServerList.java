package dev.ghlmcp.cli.install.file;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The servers in the text of a client's file. A change touches the one entry; everything else stays to the letter.
public sealed interface ServerList permits ServerEntries, TomlServers {
    /// The entry of this name, or null.
    ///
    /// @throws InstallException if the file is not what it should be
    JsonNode entry(String name) throws InstallException;

    /// The text with this entry.
    String with(String name, ObjectNode entry) throws InstallException;

    /// The text without this entry, which must be there.
    String without(String name) throws InstallException;
}
