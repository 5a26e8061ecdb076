package dev.ghlmcp.highlevel;

import dev.ghlmcp.catalog.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What HighLevel says of a request that it did not fulfil (`{statusCode, message, error, traceId, meta}`, where
/// `message` is a string or a list). The text comes from outside: it is cleaned and capped.
///
/// @param status   the HTTP status
/// @param messages one sentence for each complaint
/// @param traceId  what HighLevel's support asks for, or null
/// @param details  ids it adds, such as the contact that already has this e-mail
public record Problem(int status, List<String> messages, String traceId, Map<String, String> details) {
    private static final int LONGEST_MESSAGE = 500;
    private static final int MOST_MESSAGES = 20;

    /// Cloudflare's refusals come before HighLevel sees the request, as plain text or as a page.
    private static final Pattern CLOUDFLARE = Pattern.compile("(?i)\\berror(?: code)?:?\\s*(10\\d\\d)\\b");

    /// Reads an error body: JSON, or a short text. Pages are for browsers, and nothing of them is passed on.
    ///
    /// @param plain the answer calls itself plain text
    static Problem of(int status, byte[] body, boolean plain) {
        try {
            return of(status, Json.MAPPER.readTree(body));
        } catch (JacksonException _) {
            String text = new String(body, StandardCharsets.UTF_8);
            Matcher cloudflare = CLOUDFLARE.matcher(text);
            List<String> messages = new ArrayList<>();
            if (cloudflare.find()) {
                messages.add("error code: " + cloudflare.group(1));
            } else if (plain && !text.isBlank() && !text.contains("<")) {
                messages.add(clean(text));
            }
            return new Problem(status, messages, null, Map.of());
        }
    }

    private static Problem of(int status, JsonNode body) {
        List<String> messages = new ArrayList<>();
        JsonNode message = body.path("message");
        for (JsonNode text : message.isArray() ? message : List.of(message)) {
            add(messages, text);
        }
        if (messages.isEmpty()) {
            add(messages, body.path("error_description"));
            add(messages, body.path("error"));
            add(messages, body.path("detail"));
        }
        Map<String, String> details = new LinkedHashMap<>();
        body.path("meta").properties().forEach(entry -> {
            if (entry.getValue().isValueNode()) {
                details.put(clean(entry.getKey()), clean(entry.getValue().asString()));
            }
        });
        JsonNode traceId = body.path("traceId");
        return new Problem(
                status, List.copyOf(messages), traceId.isString() ? clean(traceId.stringValue()) : null, details);
    }

    /// The complaints as one text.
    public String text() {
        return String.join("; ", messages);
    }

    private static void add(List<String> messages, JsonNode text) {
        if (text.isString() && !text.stringValue().isBlank() && messages.size() < MOST_MESSAGES) {
            messages.add(clean(text.stringValue()));
        }
    }

    /// Control, format (zero-width, bidirectional), private-use and unassigned characters can hide text from the
    /// person who reads along, so none of them passes.
    private static String clean(String text) {
        String visible = text.replaceAll("[\\p{C}\\s]+", " ").strip();
        return visible.length() <= LONGEST_MESSAGE ? visible : visible.substring(0, LONGEST_MESSAGE) + "...";
    }
}
