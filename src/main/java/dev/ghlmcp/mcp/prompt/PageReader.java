package dev.ghlmcp.mcp.prompt;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Items of several pages of a list.
final class PageReader {
    final List<JsonNode> items = new ArrayList<>();

    /// The size of the whole list; -1 if HighLevel does not tell.
    int total = -1;

    /// There are more pages.
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

    /// How many items were read, and of how many.
    String looked() {
        return items.size()
                + (total > items.size() ? " of " + total : more ? ", and there are more" : ", which is all");
    }
}
