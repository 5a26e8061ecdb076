package dev.ghlmcp.catalog;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.text.Excerpt;
import dev.ghlmcp.text.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// The tools as one path or client sees them: those that `tools/list` serves, and those that can be called. The view
/// of all tools is on the start path, so nothing is parsed until one tool is asked for.
public final class ToolView {
    /// What only `v3` has: by tool, the schemas of its arguments.
    static final String NEWER = "v3.json";

    private final List<String> listed;
    private final List<String> callable;
    private final byte[] json;
    private final Map<String, String> hidden;
    private final OnDemand onDemand;

    private ToolView(
            List<String> listed, List<String> callable, byte[] json, Map<String, String> hidden, OnDemand onDemand) {
        this.listed = listed;
        this.callable = callable;
        this.json = json;
        this.hidden = hidden;
        this.onDemand = onDemand;
    }

    /// All declared tools, as the build packed them from `tool-schemas`.
    public static ToolView load() {
        List<String> names = List.of(new String(resource("tools.txt"), StandardCharsets.US_ASCII).split("\\R"));
        return new ToolView(names, names, resource("tools.json"), Map.of(), OnDemand.NONE);
    }

    /// All of these tools.
    ///
    /// @param entries what `tools/list` says of them
    public static ToolView of(Collection<JsonNode> entries) {
        List<String> names = entries.stream().map(ToolView::name).toList();
        return of(entries, names, Map.of(), OnDemand.NONE);
    }

    private static ToolView of(
            Collection<JsonNode> entries, List<String> callable, Map<String, String> hidden, OnDemand onDemand) {
        return new ToolView(
                entries.stream().map(ToolView::name).toList(),
                callable,
                Json.MAPPER.writeValueAsBytes(entries),
                hidden,
                onDemand);
    }

    private ToolView with(Collection<JsonNode> entries, List<String> names, Map<String, String> reasons) {
        return of(entries, names, reasons, onDemand);
    }

    /// The same view with other tools that no list has.
    public ToolView reaching(OnDemand other) {
        return new ToolView(listed, callable, json, hidden, other);
    }

    /// The tools that no list has.
    public OnDemand onDemand() {
        return onDemand;
    }

    /// The same view with the arguments and values that only a generation has.
    public ToolView in(Generation generation) {
        if (generation == Generation.DATED) {
            return this;
        }
        Map<String, JsonNode> entries = entries();
        Json.MAPPER.readTree(resource(NEWER)).forEachEntry((tool, arguments) -> {
            if (entries.get(tool) instanceof ObjectNode entry) {
                ((ObjectNode) entry.at("/inputSchema/properties")).setAll((ObjectNode) arguments);
            }
        });
        return with(entries.values(), callable, hidden);
    }

    /// The same view without some tools, which are neither listed nor callable.
    ///
    /// @param reasons for each of these tools the sentence that a call to it is refused with
    public ToolView without(Map<String, String> reasons) {
        Map<String, JsonNode> entries = entries();
        entries.keySet().removeAll(reasons.keySet());
        Map<String, String> all = new HashMap<>(reasons);
        all.putAll(hidden);
        return with(
                entries.values(),
                callable.stream().filter(name -> !reasons.containsKey(name)).toList(),
                all);
    }

    /// The same view with more tools at the beginning of the list: those that find and call the others. Only a client
    /// calls them, so they are not callable for anybody else.
    public ToolView ledBy(Collection<JsonNode> leading) {
        if (leading.isEmpty() || listed.isEmpty()) {
            return with(
                    Stream.concat(leading.stream(), entries().values().stream()).toList(), callable, hidden);
        }
        // Two arrays become one without parsing the long one.
        byte[] first = Json.MAPPER.writeValueAsBytes(leading);
        byte[] all = Arrays.copyOf(first, first.length + json.length - 1);
        all[first.length - 1] = ',';
        System.arraycopy(json, 1, all, first.length, json.length - 1);
        return new ToolView(
                Stream.concat(leading.stream().map(ToolView::name), listed.stream())
                        .toList(),
                callable,
                all,
                hidden,
                onDemand);
    }

    /// The same view with more tools at the end of the list.
    public ToolView followedBy(Collection<JsonNode> more) {
        return with(
                Stream.concat(entries().values().stream(), more.stream()).toList(),
                Stream.concat(callable.stream(), more.stream().map(ToolView::name))
                        .toList(),
                hidden);
    }

    /// The same callable tools, of which some are listed. The others are called through `call_tool`.
    public ToolView listing(Set<String> few) {
        Map<String, JsonNode> entries = entries();
        Map<String, String> all = new HashMap<>(hidden);
        listed.stream().filter(name -> !few.contains(name)).forEach(name -> all.put(name, unlisted(name)));
        entries.keySet().retainAll(few);
        return with(entries.values(), callable, all);
    }

    /// Why a client cannot call a tool itself: a sentence that says what hides it, or which tool was perhaps meant.
    /// Null if the client can.
    public String refusal(String name) {
        return !listed.contains(name) && onDemand.callable(name) ? unlisted(name) : refusal(name, listed);
    }

    /// Why a tool cannot be called on a client's behalf; null if it can.
    public String indirectRefusal(String name) {
        return !callable.contains(name) && onDemand.callable(name) ? null : refusal(name, callable);
    }

    private static String unlisted(String name) {
        return name + " is not listed: call it through call_tool.";
    }

    private String refusal(String name, List<String> names) {
        if (names.contains(name)) {
            return null;
        }
        String reason = hidden.get(name);
        if (reason != null) {
            return reason;
        }
        String refused = onDemand.refusal(name);
        if (refused != null) {
            return refused;
        }
        String nearest = Nearest.to(
                name, Stream.concat(names.stream(), onDemand.names().stream()).toList());
        return "Unknown tool: " + Excerpt.of(name) + (nearest == null ? "" : ". Did you mean " + nearest + "?");
    }

    /// The names of the tools that are listed, in this order. A client can call each.
    public List<String> listed() {
        return listed;
    }

    /// The names of the tools that are called on a client's behalf: by `call_tool`, by prompts and for resources.
    public List<String> callable() {
        return callable;
    }

    /// The array that `tools/list` serves: compact JSON in UTF-8.
    public byte[] json() {
        return json.clone();
    }

    /// What the list says of each tool, by its name and in the order of the list.
    public Map<String, JsonNode> entries() {
        return Json.MAPPER
                .readTree(json)
                .valueStream()
                .collect(Collectors.toMap(ToolView::name, entry -> entry, (a, _) -> a, LinkedHashMap::new));
    }

    /// What the list says of one of its tools.
    public JsonNode entry(String name) {
        if (!listed.contains(name)) {
            return MissingNode.getInstance();
        }
        // Found by its text: to parse what stands before it takes a tenth of the first call.
        int at = new String(json, StandardCharsets.ISO_8859_1).indexOf("{\"name\":\"" + name + '"');
        if (at < 0) {
            return entries().get(name);
        }
        try (JsonParser entry = Json.MAPPER.createParser(json, at, json.length - at)) {
            return entry.readValueAsTree();
        }
    }

    private static String name(JsonNode entry) {
        return entry.path("name").asString();
    }

    static byte[] resource(String name) {
        try (InputStream in = ToolView.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
