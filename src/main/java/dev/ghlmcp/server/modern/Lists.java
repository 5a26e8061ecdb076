package dev.ghlmcp.server.modern;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Lists in pages, always in the order in which the features have them.
final class Lists {
    /// Entries of a page.
    static final int PAGE = 100;

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private Lists() {}

    /// One page of a list.
    ///
    /// @param member the result's member that holds it
    /// @param cursor as a client sent it, null for the first page
    static Map<String, Object> page(String member, List<?> all, Object cursor) {
        int from = cursor == null ? 0 : start(cursor, all.size());
        int to = Math.min(from + PAGE, all.size());
        Map<String, Object> page = new LinkedHashMap<>();
        page.put(member, all.subList(from, to));
        if (to < all.size()) {
            page.put("nextCursor", cursor(to));
        }
        return page;
    }

    private static int start(Object cursor, int size) {
        for (int page = PAGE; page < size; page += PAGE) {
            if (cursor(page).equals(cursor)) {
                return page;
            }
        }
        throw Faults.invalid("params.cursor must be the nextCursor of a page of this list");
    }

    private static String cursor(int start) {
        return ENCODER.encodeToString(("from " + start).getBytes(StandardCharsets.US_ASCII));
    }
}
