package dev.ghlmcp.app.settings;

import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.config.WebAddress;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.watch.Trigger;
import dev.ghlmcp.watch.delivery.SettingsWatch;
import dev.ghlmcp.watch.delivery.SettingsWatch.Post;
import dev.ghlmcp.watch.service.WatchTimes;
import dev.ghlmcp.webhook.WebhookSecret;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// Reads `watches:` of the settings.
///
/// @param environment of the process
public record WatchEntries(Map<String, String> environment) {
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final String OPERATION = "operation";
    private static final String ARGUMENTS = "arguments";
    private static final String EVERY = "every";
    private static final String URL = "post.url";
    private static final String ORDERED = "post.ordered";
    private static final String VARIABLES = "post.secret-env";
    private static final String FILES = "post.secret-file";
    private static final List<String> FIELDS = List.of(OPERATION, ARGUMENTS, EVERY, URL, VARIABLES, FILES, ORDERED);

    /// Where the name of an entry ends.
    private static final Pattern FIELD =
            Pattern.compile("\\.(operation|every|arguments(\\..*)?|post(\\.[^.]*)?)$", Pattern.DOTALL);

    /// The watches by their names.
    ///
    /// @throws SettingsException if an entry cannot be used
    public List<SettingsWatch> watches(Map<String, String> section) {
        Map<String, Map<String, String>> entries = new LinkedHashMap<>();
        section.forEach((key, value) -> {
            String name = name(key);
            String field = key.length() == name.length() ? "" : key.substring(name.length() + 1);
            if (!NAME.matcher(name).matches()) {
                throw new SettingsException("watches." + name + ": a name has letters, digits, - and _, 64 at most");
            }
            if (!FIELDS.contains(field) && !field.startsWith(ARGUMENTS + ".")) {
                throw new SettingsException(
                        "watches." + key + " is not known; a watch has " + String.join(", ", FIELDS));
            }
            if (!value.isBlank()) {
                entries.computeIfAbsent(name, _ -> new TreeMap<>()).put(field, value.strip());
            }
        });
        return entries.entrySet().stream()
                .map(entry -> watch(entry.getKey(), entry.getValue()))
                .toList();
    }

    /// The name may have dots itself, which is said of all of it.
    private static String name(String key) {
        Matcher field = FIELD.matcher(key);
        int first = key.indexOf('.');
        return field.find() ? key.substring(0, field.start()) : first < 0 ? key : key.substring(0, first);
    }

    private SettingsWatch watch(String name, Map<String, String> fields) {
        String where = "watches." + name;
        if (!fields.containsKey(OPERATION)) {
            throw new SettingsException(where + " must have an operation; " + Trigger.LISTING + " them");
        }
        try {
            String operation = fields.get(OPERATION);
            Trigger.of(operation);
            Duration every = fields.containsKey(EVERY)
                    ? WatchTimes.possible(WatchTimes.interval(where + "." + EVERY, fields.get(EVERY)))
                    : null;
            return new SettingsWatch(name, operation, arguments(where, fields), every, post(where, fields));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(
                    e.getMessage().startsWith(where) ? e.getMessage() : where + ": " + e.getMessage());
        }
    }

    /// By their names, as texts that the watch reads by its operation's schema, or as one JSON object.
    private static ObjectNode arguments(String where, Map<String, String> fields) {
        ObjectNode arguments = Json.MAPPER.createObjectNode();
        String whole = fields.get(ARGUMENTS);
        if (whole != null) {
            try {
                if (Json.MAPPER.readTree(whole) instanceof ObjectNode object) {
                    arguments.setAll(object);
                }
            } catch (JacksonException _) {
                // The sentence below says the same.
            }
            if (arguments.isEmpty()) {
                throw new SettingsException(where + "." + ARGUMENTS + " must hold arguments by their names");
            }
        }
        fields.forEach((field, value) -> {
            if (field.startsWith(ARGUMENTS + ".")) {
                arguments.put(field.substring(ARGUMENTS.length() + 1), value);
            }
        });
        return arguments;
    }

    private Post post(String where, Map<String, String> fields) {
        if (Stream.of(URL, ORDERED, VARIABLES, FILES).noneMatch(fields::containsKey)) {
            return null;
        }
        String url = fields.getOrDefault(URL, "");
        URI address = url.matches("https?://[^\\s/?#@]+([/?][^\\s#]*)?") ? WebAddress.parse(url) : null;
        if (address == null) {
            throw new SettingsException(where + "." + URL + " must be an https:// or http:// address without user name"
                    + " and #fragment, with " + WebAddress.HOST);
        }
        String ordered = fields.getOrDefault(ORDERED, "false");
        if (!ordered.equals("true") && !ordered.equals("false")) {
            throw new SettingsException(where + "." + ORDERED + " must be true or false, got '" + ordered + "'");
        }
        return new Post(address, secrets(where, fields), ordered.equals("true"));
    }

    private Supplier<List<WebhookSecret>> secrets(String where, Map<String, String> fields) {
        Supplier<List<WebhookSecret>> secrets = new SecretSource<WebhookSecret>(
                        where, VARIABLES, items(fields, VARIABLES), FILES, items(fields, FILES))
                .read(environment, WebhookSecret::parse);
        if (secrets.get().isEmpty()) {
            throw new IllegalStateException(where);
        }
        return secrets;
    }

    private static List<String> items(Map<String, String> fields, String field) {
        return Arrays.stream(fields.getOrDefault(field, "").split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
