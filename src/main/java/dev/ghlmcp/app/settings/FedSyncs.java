package dev.ghlmcp.app.settings;

import dev.ghlmcp.sync.Expression;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.watch.AskedFields;
import dev.ghlmcp.watch.Trigger;
import dev.ghlmcp.watch.delivery.SettingsWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Syncs to whose hooks watches of the same settings post. What a mapping reads of an event must be in it; others may
/// post to the hook, too, so that it is no mistake if it is not.
public final class FedSyncs {
    private static final Pattern READ = Pattern.compile("\\bdata\\.item\\.(\\w+)");

    private FedSyncs() {}

    /// What mappings read that the events never have, a sentence for each watch.
    public static List<String> notes(List<Sync> syncs, List<SettingsWatch> watches) {
        List<String> notes = new ArrayList<>();
        for (SettingsWatch watch : watches) {
            for (Sync sync : syncs) {
                if (feeds(watch, sync)) {
                    Set<String> missing = read(sync);
                    missing.removeAll(AskedFields.told(Trigger.of(watch.operation()), fields(watch)));
                    if (!missing.isEmpty()) {
                        notes.add("watches." + watch.name() + " posts to the sync " + sync.name()
                                + ", whose mapping reads " + String.join(", ", missing)
                                + " of data.item: its events do not have that unless fields of its arguments names it");
                    }
                }
            }
        }
        return notes;
    }

    private static boolean feeds(SettingsWatch watch, Sync sync) {
        return watch.post() != null
                && sync.auth() != null
                && watch.post().url().getPath().endsWith("/hooks/in/" + sync.name());
    }

    private static List<String> fields(SettingsWatch watch) {
        JsonNode fields = watch.arguments().path(AskedFields.ARGUMENT);
        return fields.isArray() ? fields.valueStream().map(JsonNode::asString).toList() : List.of(fields.asString(""));
    }

    private static Set<String> read(Sync sync) {
        Set<String> read = new TreeSet<>();
        Stream.concat(
                        Stream.of(sync.id(), sync.version(), sync.onlyIf(), sync.location()),
                        sync.steps().stream()
                                .flatMap(step -> Stream.concat(
                                        Stream.of(step.onlyIf(), step.with(), step.check()),
                                        step.remember().values().stream())))
                .filter(Objects::nonNull)
                .map(Expression::toString)
                .forEach(text -> {
                    Matcher member = READ.matcher(text);
                    while (member.find()) {
                        read.add(member.group(1));
                    }
                });
        return read;
    }
}
