package dev.ghlmcp.server.stateless;

import dev.ghlmcp.server.feature.FeatureSpecs;
import dev.ghlmcp.server.feature.ServerFeatures;
import dev.ghlmcp.server.protocol.PrefixedResult;
import dev.ghlmcp.server.protocol.PreparedJson;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Lists in pages, always in the order in which the features have them.
final class PagedLists {
    private static final int PAGE = 100;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final ServerFeatures offer;
    private final FeatureSpecs features;
    private final String head;
    private volatile PreparedJson prepared;

    /// @param head members of every list's result
    PagedLists(ServerFeatures offer, FeatureSpecs features, String head) {
        this.offer = offer;
        this.features = features;
        this.head = head;
    }

    /// The prepared list, if there is one, is given this era's members once: it is long.
    Object tools(JSONRPCRequest request, StatelessRequest asked) {
        JSONRPCResponse older = offer.answer(request);
        if (older == null) {
            return page("tools", features.tools(), SyncToolSpecification::tool, asked);
        }
        if (older.error() != null) {
            throw new McpError(older.error());
        }
        if (prepared == null) {
            prepared = ((PreparedJson) older.result()).headed(head);
        }
        return prepared;
    }

    Object prompts(StatelessRequest asked) {
        return page("prompts", features.prompts(), SyncPromptSpecification::prompt, asked);
    }

    Object resources(StatelessRequest asked) {
        return page("resources", features.resources(), SyncResourceSpecification::resource, asked);
    }

    Object templates(StatelessRequest asked) {
        return page(
                "resourceTemplates", features.templates(), SyncResourceTemplateSpecification::resourceTemplate, asked);
    }

    private <T> Object page(String member, List<T> all, Function<T, Object> entry, StatelessRequest asked) {
        Object cursor = asked.params().get("cursor");
        int from = cursor == null || cursor.equals("") ? 0 : start(cursor, all.size());
        int to = Math.min(from + PAGE, all.size());
        Map<String, Object> page = new LinkedHashMap<>();
        page.put(member, all.subList(from, to).stream().map(entry).toList());
        if (to < all.size()) {
            page.put("nextCursor", cursor(to));
        }
        return new PrefixedResult(head, page);
    }

    private static int start(Object cursor, int size) {
        for (int page = PAGE; page < size; page += PAGE) {
            if (cursor(page).equals(cursor)) {
                return page;
            }
        }
        throw StatelessErrors.invalid("params.cursor must be the nextCursor of a page of this list");
    }

    private static String cursor(int start) {
        return ENCODER.encodeToString(("from " + start).getBytes(StandardCharsets.US_ASCII));
    }
}
