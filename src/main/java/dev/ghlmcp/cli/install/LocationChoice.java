package dev.ghlmcp.cli.install;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.Confirmer;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// Finds out which sub-account is meant by a token that came without one.
///
/// @param ask null if nobody can be asked; answers null at the end of input
/// @param out where sub-accounts are listed
record LocationChoice(UnaryOperator<String> ask, PrintStream out) {
    private static final int MAX = 100;
    private static final int SHOWN = 20;

    private record Location(String id, String name) {
        String line() {
            return name + " (" + id + ")";
        }
    }

    /// The id of the only sub-account that the token opens, or of the one that a person names; null for none.
    ///
    /// @param dispatcher whose token lists them; null if HighLevel is not to be asked
    String chosen(Dispatcher dispatcher) {
        List<Location> all = dispatcher == null ? List.of() : listed(dispatcher);
        if (all.size() == 1) {
            return all.getFirst().id();
        }
        if (ask == null) {
            return null;
        }
        show(all);
        String question = all.isEmpty()
                ? "Sub-account's location id (Settings > Business Profile; Enter for none): "
                : "Sub-account, by number, name or location id (Enter for none): ";
        while (true) {
            String typed = ask.apply(question);
            if (typed == null || typed.isBlank()) {
                return null;
            }
            String id = named(all, typed.strip());
            if (id != null) {
                return id;
            }
        }
    }

    private void show(List<Location> all) {
        for (int i = 0; i < Math.min(all.size(), SHOWN); i++) {
            out.println((i + 1) + "  " + all.get(i).line());
        }
        if (all.size() > SHOWN) {
            out.println("and more: type a part of the name to find one of them");
        }
    }

    /// The id that was meant; null, after saying why, if it is none or could be several.
    private String named(List<Location> all, String typed) {
        if (typed.matches("\\d{1,3}") && Integer.parseInt(typed) >= 1 && Integer.parseInt(typed) <= all.size()) {
            return all.get(Integer.parseInt(typed) - 1).id();
        }
        String lower = typed.toLowerCase(Locale.ROOT);
        List<Location> named = all.stream()
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(lower))
                .toList();
        List<Location> found = named.isEmpty()
                ? all.stream()
                        .filter(each -> each.name().toLowerCase(Locale.ROOT).contains(lower))
                        .toList()
                : named;
        if (found.size() == 1) {
            return found.getFirst().id();
        }
        if (found.isEmpty() && typed.matches("[A-Za-z0-9]{10,40}")) {
            return typed;
        }
        out.println(
                found.isEmpty()
                        ? "No sub-account is called " + typed + ", and it is no location id, which has 20 letters and"
                                + " digits."
                        : "Several are called so; type the id of one:");
        found.forEach(each -> out.println("   " + each.line()));
        return null;
    }

    /// A sub-account's own token lists that one, an agency's all of them; none if HighLevel lists none.
    private static List<Location> listed(Dispatcher dispatcher) {
        ToolResult result = dispatcher.call(
                dispatcher.local(),
                Confirmer.ABSENT,
                "list_locations",
                Json.MAPPER.createObjectNode().put("limit", MAX));
        if (result.error()) {
            return List.of();
        }
        List<Location> all = new ArrayList<>();
        for (JsonNode each : result.json().path("locations")) {
            String id = each.path("id").asString("");
            if (!id.isEmpty()) {
                all.add(new Location(id, each.path("name").asString("")));
            }
        }
        return all;
    }
}
