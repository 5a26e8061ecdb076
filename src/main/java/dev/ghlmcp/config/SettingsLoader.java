package dev.ghlmcp.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts the settings together: the file, over it the environment, over that the flags.
final class SettingsLoader {
    private static final String FILE = "application.yaml";

    private SettingsLoader() {}

    /// As `Settings.load` says.
    static Settings load(Path file, Path home, Map<String, String> environment, Map<Setting, String> flags) {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        Map<Section, Map<String, String>> sections = new EnumMap<>(Section.class);
        String variable = environment.getOrDefault(Settings.FILE_VARIABLE, "");
        Path named = file != null || variable.isBlank() ? file : Path.of(variable);
        Path path =
                named != null || home == null ? named : home.resolve("config").resolve(FILE);
        Object syncs = null;
        byte[] yaml = path == null ? null : bytes(path, named != null);
        // The file of a fresh installation says what the program knows anyway: parsing YAML would cost the start 5 ms.
        if (yaml != null && !Arrays.equals(yaml, shipped())) {
            SettingsFile.Content content = SettingsFile.read(yaml, path.toString());
            syncs = content.syncs();
            content.values().forEach((key, value) -> {
                if (SecretFile.secret(key, value)) {
                    SecretFile.check(path);
                }
                if (!put(sections, key, value, path)) {
                    values.put(Setting.of(key, path.toString()), value);
                }
            });
        }
        List<String> variables = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            // Claude Desktop hands over what a person left empty as an empty variable.
            String override = environment.getOrDefault(setting.variable(), "");
            if (!override.isBlank()) {
                values.put(setting, override);
                variables.add(setting.variable());
            }
        }
        values.putAll(flags);
        return new Settings(values, sections, syncs, variables, yaml == null ? null : path, null);
    }

    /// Whether the key belongs to a section, into which it is put.
    private static boolean put(Map<Section, Map<String, String>> sections, String key, String value, Path file) {
        for (Section section : Section.values()) {
            String name = section.name(key);
            if (name != null) {
                sections.computeIfAbsent(section, _ -> new LinkedHashMap<>()).put(name, value);
                return true;
            }
            if (key.equals(section.key())) {
                if (value.isEmpty()) {
                    return true;
                }
                throw new SettingsException(file + ": " + key + " must hold names, each with its value");
            }
        }
        return false;
    }

    static byte[] bytes(Path path, boolean required) {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException _) {
            if (!required) {
                return null;
            }
            throw new SettingsException("There is no file " + path);
        } catch (IOException _) {
            throw new SettingsException("The file " + path + " cannot be read");
        }
    }

    private static byte[] shipped() {
        try (InputStream in = Settings.class.getResourceAsStream(FILE)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
