package dev.ghlmcp.highlevel.reply;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.text.ForeignText;
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
    private static final int MAX_MESSAGE = 500;
    private static final int MAX_MESSAGES = 20;

    /// In characters, of all messages together.
    private static final int MAX_TEXT = 2000;

    private static final int MAX_DETAIL = 100;
    private static final int MAX_DETAILS = 10;

    /// What an id or a member's name is made of: a detail that is neither is left out.
    private static final Pattern PLAIN = Pattern.compile("[\\w.-]{1,64}");

    /// Cloudflare's refusals come before HighLevel sees the request, as plain text or as a page (see [ForeignPage]).
    static final Pattern CLOUDFLARE = Pattern.compile("(?i)\\berror(?: code)?:?\\s*(10\\d\\d)\\b");

    /// Reads an error body: JSON, or a short text.
    ///
    /// @param plain the answer calls itself plain text
    /// @param mask  takes tokens out of every text
    public static Problem of(int status, byte[] body, boolean plain, SecretMask mask) {
        try {
            return of(status, Json.MAPPER.readTree(body), mask);
        } catch (JacksonException _) {
            String text = new String(body, StandardCharsets.UTF_8);
            Matcher cloudflare = CLOUDFLARE.matcher(text);
            List<String> messages = new ArrayList<>();
            if (cloudflare.find()) {
                messages.add("error code: " + cloudflare.group(1));
            } else if (plain && !text.isBlank() && !text.contains("<")) {
                messages.add(clean(text, mask, MAX_MESSAGE));
            }
            return new Problem(status, messages, null, Map.of());
        }
    }

    private static Problem of(int status, JsonNode body, SecretMask mask) {
        List<String> messages = new ArrayList<>();
        JsonNode message = body.path("message");
        for (JsonNode text : message.isArray() ? message : List.of(message)) {
            add(messages, text, mask);
        }
        if (messages.isEmpty()) {
            add(messages, body.path("error_description"), mask);
            add(messages, body.path("error"), mask);
            add(messages, body.path("detail"), mask);
        }
        Map<String, String> details = new LinkedHashMap<>();
        body.path("meta").properties().stream()
                .filter(entry -> entry.getValue().isValueNode()
                        && PLAIN.matcher(mask.text(entry.getKey())).matches())
                .limit(MAX_DETAILS)
                .forEach(entry ->
                        details.put(entry.getKey(), clean(entry.getValue().asString(), mask, MAX_DETAIL)));
        return new Problem(
                status,
                List.copyOf(messages),
                plain(mask.text(body.path("traceId").asString(""))),
                details);
    }

    /// An id that may stand in a sentence as it is; null for anything else.
    private static String plain(String id) {
        return id != null && PLAIN.matcher(id).matches() ? id : null;
    }

    /// The id that a detail is; null if there is none of this name, or it is no id.
    public String id(String detail) {
        return plain(details.get(detail));
    }

    /// The complaints as one text.
    public String text() {
        return String.join("; ", messages);
    }

    private static void add(List<String> messages, JsonNode text, SecretMask mask) {
        if (text.isString()
                && !text.stringValue().isBlank()
                && messages.size() < MAX_MESSAGES
                && messages.stream().mapToInt(String::length).sum() < MAX_TEXT) {
            messages.add(clean(text.stringValue(), mask, MAX_MESSAGE));
        }
    }

    /// It is shown between quotation marks.
    ///
    /// @param max in characters
    static String clean(String text, SecretMask mask, int max) {
        return ForeignText.line(mask.text(text), max);
    }
}
