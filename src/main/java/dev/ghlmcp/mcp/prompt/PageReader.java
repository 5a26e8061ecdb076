package dev.ghlmcp.mcp.prompt;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The items of some pages of a list.
final class PageReader {
    final List<JsonNode> items = new ArrayList<>();

    /// Of the whole list, as HighLevel counts it; -1 if it does not.
    int total = -1;

    /// There were more pages.
    boolean more;

    private final String list;

    PageReader(String list) {
        this.list = list;
    }

    void add(JsonNode answer) {
        answer.path(list).forEach(items::add);
        total = answer.at("/paging/total").asInt(total);
        more |= !answer.path("cut").isMissingNode();
    }

    /// How many were looked at, for the reader.
    String looked() {
        return items.size()
                + (total > items.size() ? " of " + total : more ? ", and there are more" : ", which is all");
    }
}
