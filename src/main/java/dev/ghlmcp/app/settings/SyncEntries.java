package dev.ghlmcp.app.settings;

import dev.ghlmcp.config.Setting;
import dev.ghlmcp.config.Settings;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.config.SettingsFile;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sync.Sync;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads `syncs:` of the settings, and of the files that they name.
///
/// @param locations   the names of sub-accounts, each with its id
/// @param environment of the process
public record SyncEntries(Settings settings, Map<String, String> locations, Map<String, String> environment) {
    private static final String SYNCS = "syncs";

    /// Whether there may be any. Nothing that knows mappings is loaded for that.
    public static boolean any(Settings settings) {
        return settings.syncs() != null || settings.text(Setting.SYNC_FILES) != null;
    }

    /// The syncs in their order.
    ///
    /// @throws SettingsException if one cannot be used
    public List<Sync> syncs() {
        Map<String, String> places = new LinkedHashMap<>();
        List<Sync> syncs = new ArrayList<>();
        if (settings.syncs() != null) {
            read(String.valueOf(settings.file()), settings.syncs(), places, syncs);
        }
        for (String name : settings.list(Setting.SYNC_FILES)) {
            Path file = file(Path.of(name));
            if (!(SettingsFile.tree(file) instanceof Map<?, ?> content)
                    || content.size() != 1
                    || !content.containsKey(SYNCS)) {
                throw new SettingsException(file + " must hold syncs: and nothing else");
            }
            if (content.get(SYNCS) != null) {
                read(file.toString(), content.get(SYNCS), places, syncs);
            }
        }
        return List.copyOf(syncs);
    }

    private Path file(Path named) {
        Path beside = settings.file() == null
                ? named
                : settings.file().toAbsolutePath().resolveSibling(named);
        return Files.exists(named) || !Files.exists(beside) ? named : beside;
    }

    private void read(String file, Object tree, Map<String, String> places, List<Sync> syncs) {
        if (!(json(file, tree) instanceof ObjectNode entries)) {
            throw new SettingsException(file + ": syncs must have names, each with its mapping");
        }
        for (Map.Entry<String, JsonNode> entry : entries.properties()) {
            String name = entry.getKey();
            if (!WatchEntries.NAME.matcher(name).matches()) {
                throw new SettingsException(
                        file + ": syncs." + name + ": a name has letters, digits, - and _, 64 at most");
            }
            String other = places.putIfAbsent(name, file);
            if (other != null) {
                throw new SettingsException(file + ": syncs." + name + " is in " + other + " already");
            }
            syncs.add(new SyncEntry(file + ": syncs." + name, locations, environment).read(name, entry.getValue()));
        }
    }

    private static JsonNode json(String file, Object tree) {
        try {
            return Json.MAPPER.valueToTree(tree);
        } catch (JacksonException | StackOverflowError _) {
            throw new SettingsException(file + ": syncs holds itself, by an alias");
        }
    }
}
