package dev.ghlmcp.mcp.result;

import dev.ghlmcp.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Cuts a result that is too large: first long texts, then the largest lists, then, if one record alone is too large,
/// its largest members. A last member `cut` says what is missing and how to get it. What is kept keeps its ids.
final class ResultTruncator {
    private static final int[] TEXT_LENGTHS = {2000, 500, 100};
    private static final int MAX_PLACES = 20;

    /// Room for the member `cut`.
    private static final int ACCOUNT = 1800;

    private final ObjectNode result;
    private final int max;

    /// What became of each place, by its path.
    private final Map<String, String> cuts = new LinkedHashMap<>();

    /// How many items the cut lists had.
    private final Map<String, Integer> were = new LinkedHashMap<>();

    /// How many items of the page were kept; 0 for all.
    private int selected;

    private ResultTruncator(ObjectNode result, int max) {
        this.result = result;
        this.max = max;
    }

    /// Cuts in place.
    ///
    /// @param max    bytes of the whole
    /// @param advice how to get what is cut, from the number of the page's items that were kept, or 0 if all were
    static ObjectNode cut(ObjectNode result, int max, IntFunction<String> advice) {
        ResultTruncator cutter = new ResultTruncator(result, max);
        cutter.fit();
        return cutter.told(advice);
    }

    static boolean id(String name) {
        String one = name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
        return one.endsWith("Id") || one.endsWith("ID") || one.endsWith("_id") || name.equals("id");
    }

    private void fit() {
        for (int length : TEXT_LENGTHS) {
            if (fits()) {
                return;
            }
            new TextTruncator(length)
                    .of(result)
                    .forEach((path, count) -> cuts.put(
                            path, count + (count == 1 ? " text" : " texts") + " cut to " + length + " characters"));
            if (length == TEXT_LENGTHS[1]) {
                while (!fits() && shrink()) {
                    // Until no list has a second item.
                }
            }
        }
        while (!fits() && drop()) {
            // Until nothing but ids is left.
        }
    }

    private boolean fits() {
        return Json.fits(result, max - ACCOUNT);
    }

    private record Lists(String path, List<ArrayNode> all, int bytes) {}

    /// Takes items from the end of the lists at the path where most bytes are.
    private boolean shrink() {
        Map<String, List<ArrayNode>> lists = new LinkedHashMap<>();
        collect("", result, lists);
        Lists largest = null;
        for (Map.Entry<String, List<ArrayNode>> at : lists.entrySet()) {
            int bytes = at.getValue().stream().mapToInt(Json::size).sum();
            if (at.getValue().stream().anyMatch(list -> list.size() > 1)
                    && (largest == null || bytes > largest.bytes())) {
                largest = new Lists(at.getKey(), at.getValue(), bytes);
            }
        }
        if (largest == null) {
            return false;
        }
        int items = largest.all().stream().mapToInt(ArrayNode::size).max().orElse(1);
        int over = Json.size(result) - (max - ACCOUNT);
        int selected = largest.all().size() == 1
                ? fitting(largest.all().getFirst(), over)
                : Math.max(1, Math.min(items - 1, (int) (items * Math.max(0, 1 - (double) over / largest.bytes()))));
        for (ArrayNode list : largest.all()) {
            while (list.size() > selected) {
                list.remove(list.size() - 1);
            }
        }
        note(largest, selected, items);
        return true;
    }

    /// How many items leave so many bytes less, at least one.
    private static int fitting(ArrayNode list, int over) {
        int selected = list.size() - 1;
        for (int left = over - Json.size(list.get(selected)) - 1; left > 0 && selected > 1; selected--) {
            left -= Json.size(list.get(selected - 1)) + 1;
        }
        return selected;
    }

    private void note(Lists lists, int selected, int items) {
        int of = were.computeIfAbsent(lists.path(), _ -> items);
        cuts.put(
                lists.path() + "[]",
                "first " + selected + " of " + (lists.all().size() > 1 ? "up to " : "") + of + " items");
        if (!lists.path().contains("[]")) {
            this.selected = this.selected == 0 ? selected : Math.min(this.selected, selected);
        }
    }

    private static void collect(String path, JsonNode node, Map<String, List<ArrayNode>> lists) {
        if (node instanceof ArrayNode list) {
            lists.computeIfAbsent(path, _ -> new ArrayList<>()).add(list);
            list.forEach(item -> collect(path + "[]", item, lists));
        } else {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                if (!id(member.getKey())) {
                    collect(path.isEmpty() ? member.getKey() : path + "." + member.getKey(), member.getValue(), lists);
                }
            }
        }
    }

    /// Drops the largest member of the root, or of the only thing in it, that holds more than ids.
    private boolean drop() {
        ObjectNode holder = result;
        String path = "";
        while (true) {
            String largest = null;
            int bytes = 0;
            for (Map.Entry<String, JsonNode> member : holder.properties()) {
                if (!id(member.getKey()) && !member.getKey().equals("paging") && Json.size(member.getValue()) > bytes) {
                    largest = member.getKey();
                    bytes = Json.size(member.getValue());
                }
            }
            if (largest == null) {
                return false;
            }
            path = path.isEmpty() ? largest : path + "." + largest;
            JsonNode inner = holder.get(largest);
            if (inner.isArray() && inner.size() == 1) {
                path += "[]";
                inner = inner.get(0);
            }
            if (inner instanceof ObjectNode object
                    && object.properties().stream().anyMatch(m -> !id(m.getKey()))) {
                holder = object;
            } else {
                // Where it has nothing but ids, to drop the whole is the last that can be done.
                holder.remove(largest);
                cuts.put(path, inner.isObject() && !inner.isEmpty() ? "left out with its ids" : "left out");
                return true;
            }
        }
    }

    private ObjectNode told(IntFunction<String> advice) {
        if (selected > 0 && result.path("paging") instanceof ObjectNode paging) {
            // It would skip the items that were cut.
            paging.remove("next");
        }
        ObjectNode cut = result.putObject("cut");
        cut.put("why", "The whole had more than " + max + " bytes");
        ObjectNode what = cut.putObject("what");
        cuts.entrySet().stream()
                .limit(MAX_PLACES)
                .filter(place -> place.getKey().length() <= 60)
                .forEach(place -> what.put(place.getKey(), place.getValue()));
        if (what.size() < cuts.size()) {
            cut.put("elsewhere", cuts.size() - what.size() + " more places");
        }
        cut.put("how", advice.apply(selected));
        if (Json.fits(result, max)) {
            return result;
        }
        ObjectNode nothing = Json.MAPPER.createObjectNode();
        nothing.putObject("cut")
                .put("why", "More than " + max + " bytes even when cut")
                .put("how", advice.apply(selected));
        return nothing;
    }
}
