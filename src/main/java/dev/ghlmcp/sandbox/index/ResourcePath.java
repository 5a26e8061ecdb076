package dev.ghlmcp.sandbox.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Where an endpoint keeps its records: its path without the sub-account and without words that only ask for a list.
/// Paths that HighLevel has for the same things lead to one place.
record ResourcePath(List<String> parts) {
    /// Patterns, each with what stands there instead.
    private static final List<Map.Entry<String, String>> SAME = List.of(
            Map.entry("/(list/calendar|list|search|export)$", ""),
            Map.entry("/(bulk-delete|bulk-update/edit|bulk-update|details|clone)$", ""),
            Map.entry("/create/item$", "/items"),
            Map.entry("^/links/id/", "/links/"),
            Map.entry("^/custom-fields/object-key/\\{objectKey}$", "/custom-fields"),
            Map.entry("^/chat-widget/data/", "/chat-widget/"),
            Map.entry("^/emails/builder(/data)?", "/emails/templates"),
            Map.entry("^/emails/schedule", "/emails/campaigns/emails"),
            Map.entry("^/medias/(upload-file|files|folder|update-files|delete-files)$", "/medias"),
            Map.entry("/wallet-balance/complimentary-credits$", "/wallet-balance"),
            Map.entry("^/ad-publishing/facebook/ads-v2$", "/ad-publishing/facebook/ads"));

    static ResourcePath of(String template) {
        String path = template.replaceFirst("/$", "");
        for (Map.Entry<String, String> same : SAME) {
            path = path.replaceFirst(same.getKey(), same.getValue());
        }
        List<String> parts = new ArrayList<>();
        for (String part : path.substring(1).split("/", -1)) {
            if (!part.equals("{locationId}") && !part.equals("{companyId}")) {
                parts.add(part);
            } else if (parts.size() > 1 && parts.getLast().matches("locations?|companies")) {
                parts.removeLast();
            }
        }
        return new ResourcePath(List.copyOf(parts));
    }

    /// It leads to one record.
    boolean item() {
        return hole(parts.size() - 1);
    }

    /// Where the records are that the last hole of the path tells apart; itself if there is no hole.
    ResourcePath collection() {
        int last = lastHole();
        return last < 0 ? this : new ResourcePath(parts.subList(0, last));
    }

    /// The last hole of the path; null if there is none.
    String id() {
        int last = lastHole();
        return last < 0 ? null : name(last);
    }

    private int lastHole() {
        return IntStream.range(0, parts.size()).filter(this::hole).max().orElse(-1);
    }

    /// The same for all paths to records of one kind.
    String key() {
        return IntStream.range(0, parts.size())
                .mapToObj(at -> hole(at) ? "{}" : parts.get(at).replaceFirst("s$", ""))
                .collect(Collectors.joining("/"));
    }

    /// The place for these values of the holes.
    String at(Map<String, String> holes) {
        return IntStream.range(0, parts.size())
                .mapToObj(at -> hole(at) ? holes.get(name(at)) : parts.get(at).replaceFirst("s$", ""))
                .collect(Collectors.joining("/"));
    }

    /// What one record is called.
    String noun() {
        String word =
                parts.stream().filter(part -> !part.startsWith("{")).toList().getLast();
        String words = word.replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT)
                .replace('-', ' ')
                .replaceFirst("ies$", "y")
                .replaceFirst("(?<![us])s$", "");
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private boolean hole(int at) {
        return at >= 0 && parts.get(at).startsWith("{");
    }

    private String name(int at) {
        return parts.get(at).substring(1, parts.get(at).length() - 1);
    }
}
