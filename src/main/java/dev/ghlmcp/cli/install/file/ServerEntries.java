package dev.ghlmcp.cli.install.file;

import dev.ghlmcp.cli.install.file.EditableJson.Braces;
import dev.ghlmcp.cli.install.file.EditableJson.Member;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The list of servers in JSON with comments. A change touches the one entry and a comma.
///
/// @param text of the file, blank for a new one
/// @param key  of the member that holds the servers
public record ServerEntries(String text, String key) implements ServerList {
    private record Edit(int from, int to, String text) {}

    @Override
    public JsonNode entry(String name) throws InstallException {
        if (text.isBlank()) {
            return null;
        }
        EditableJson json = new EditableJson(text);
        JsonNode servers = json.tree().get(key);
        Member member = json.root().member(key);
        if (member == null) {
            return null;
        }
        if (member.kind() != JsonToken.START_OBJECT) {
            throw new InstallException("has a member " + key + " that is not an object: mend it first");
        }
        json.braces(member.value());
        return servers.get(name);
    }

    @Override
    public String with(String name, ObjectNode entry) throws InstallException {
        if (text.isBlank()) {
            ObjectNode root = JsonNodeFactory.instance.objectNode();
            root.putObject(key).set(name, entry);
            return render(root, "", "  ", "\n") + "\n";
        }
        entry(name);
        EditableJson json = new EditableJson(text);
        Member servers = json.root().member(key);
        if (servers == null) {
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            all.set(name, entry);
            return checked(edited(json, json.root(), key, all), name, entry);
        }
        return checked(edited(json, json.braces(servers.value()), name, entry), name, entry);
    }

    /// A list that held nothing else goes with the entry, for which it was made.
    @Override
    public String without(String name) throws InstallException {
        EditableJson json = new EditableJson(text);
        Member servers = json.root().member(key);
        Braces list = json.braces(servers.value());
        Member entry = list.member(name);
        return checked(
                alone(list, entry) ? without(json, json.root(), servers) : without(json, list, entry), name, null);
    }

    private boolean alone(Braces braces, Member member) {
        return braces.members().size() == 1
                && text.substring(braces.open() + 1, member.start()).isBlank()
                && text.substring(member.end(), braces.close()).isBlank();
    }

    private String without(EditableJson json, Braces braces, Member member) {
        if (alone(braces, member)) {
            return apply(List.of(new Edit(braces.open() + 1, braces.close(), "")));
        }
        int comma = json.comma(member.end());
        int index = braces.members().indexOf(member);
        Edit own = comma == member.end() ? lines(member.start(), comma + 1) : lines(member.start(), member.end());
        if (comma > member.end()) {
            return apply(List.of(own, new Edit(comma, comma + 1, "")));
        }
        if (comma < 0 && index > 0) {
            int before = json.comma(braces.members().get(index - 1).end());
            return apply(List.of(new Edit(before, before + 1, ""), own));
        }
        return apply(List.of(own));
    }

    /// Removes whole lines where nothing else is on them. Never just the end of a line, which may end a comment.
    private Edit lines(int from, int to) {
        int line = text.lastIndexOf('\n', from) + 1;
        int next = text.indexOf('\n', to);
        boolean alone = line > 0
                && next >= 0
                && text.substring(line, from).isBlank()
                && text.substring(to, next).isBlank();
        return alone ? new Edit(line, next + 1, "") : new Edit(from, to, "");
    }

    private String edited(EditableJson json, Braces braces, String name, JsonNode value) throws InstallException {
        Member old = braces.member(name);
        String eol = text.contains("\r\n") ? "\r\n" : "\n";
        String outer = json.indentation(braces.open());
        boolean oneLine = text.strip().indexOf('\n') < 0
                || (!braces.members().isEmpty()
                        && text.substring(braces.open(), braces.close()).indexOf('\n') < 0);
        String unit = unit(json);
        String inner = braces.members().isEmpty()
                ? outer + unit
                : json.indentation(braces.members().getFirst().start());
        String rendered = oneLine ? value.toString() : render(value, inner, unit, eol);
        if (old != null) {
            return apply(List.of(new Edit(old.value(), old.end(), rendered)));
        }
        int end = braces.close();
        while (Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        String member = JsonNodeFactory.instance.stringNode(name) + (oneLine ? ":" : ": ") + rendered;
        String space = oneLine ? "" : eol + inner;
        boolean closes = oneLine || text.substring(end, braces.close()).indexOf('\n') >= 0;
        String tail = closes ? "" : eol + outer;
        if (braces.members().isEmpty()) {
            return apply(List.of(new Edit(end, end, space + member + tail)));
        }
        int last = braces.members().getLast().end();
        if (json.comma(last) >= 0) {
            return apply(List.of(new Edit(end, end, space + member + "," + tail)));
        }
        return apply(
                last == end
                        ? List.of(new Edit(end, end, "," + space + member + tail))
                        : List.of(new Edit(last, last, ","), new Edit(end, end, space + member + tail)));
    }

    /// One step of the file's indentation.
    private static String unit(EditableJson json) throws InstallException {
        return json.root().members().stream()
                .map(member -> json.indentation(member.start()))
                .filter(step -> !step.isEmpty())
                .findFirst()
                .orElse("  ");
    }

    private String apply(List<Edit> edits) {
        StringBuilder changed = new StringBuilder(text);
        edits.stream()
                .sorted(Comparator.comparingInt(Edit::from).reversed())
                .forEach(edit -> changed.replace(edit.from(), edit.to(), edit.text()));
        return changed.toString();
    }

    /// Reads the changed text again: it must mean the old one but for the entry.
    private String checked(String changed, String name, JsonNode entry) throws InstallException {
        ObjectNode expected = (ObjectNode) new EditableJson(text).tree();
        ObjectNode servers = expected.has(key) ? (ObjectNode) expected.get(key) : expected.putObject(key);
        JsonNode meant = new EditableJson(changed).tree();
        if (entry != null) {
            servers.set(name, entry);
        } else {
            servers.remove(name);
            if (servers.isEmpty() && !meant.has(key)) {
                expected.remove(key);
            }
        }
        if (!meant.equals(expected)) {
            throw new InstallException("could not be edited without touching something else: edit it by hand");
        }
        return changed;
    }

    private static String render(JsonNode node, String indentation, String unit, String eol) {
        if (!node.isObject() || node.isEmpty()) {
            return node.isArray()
                    ? Stream.iterate(0, i -> i < node.size(), i -> i + 1)
                            .map(i -> node.get(i).toString())
                            .collect(Collectors.joining(", ", "[", "]"))
                    : node.toString();
        }
        String inner = indentation + unit;
        return node.properties().stream()
                .map(member -> inner + JsonNodeFactory.instance.stringNode(member.getKey()) + ": "
                        + render(member.getValue(), inner, unit, eol))
                .collect(Collectors.joining("," + eol, "{" + eol, eol + indentation + "}"));
    }
}
