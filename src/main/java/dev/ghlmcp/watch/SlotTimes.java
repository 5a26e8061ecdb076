package dev.ghlmcp.watch;

import dev.ghlmcp.watch.WatchSource.Page;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The items of an answer. Free slots are no list but members of days, each with the times of its slots.
final class SlotTimes {
    private SlotTimes() {}

    static List<JsonNode> items(Trigger trigger, Page page) {
        if (!trigger.operation().equals("get_free_slots")) {
            return page.items();
        }
        List<JsonNode> slots = new ArrayList<>();
        page.body().properties().forEach(day -> day.getValue().path("slots").forEach(slots::add));
        return slots;
    }
}
