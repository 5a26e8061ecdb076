package dev.ghlmcp.watch;

import dev.ghlmcp.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Short names of long contents, the same for the same content whatever the order of its members.
public final class Digests {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private Digests() {}

    /// So many letters and digits, of 5 bits each.
    public static String of(String text, int length) {
        byte[] digest;
        try {
            digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        StringBuilder name = new StringBuilder(length);
        int bits = 0;
        int held = 0;
        for (int index = 0; name.length() < length; ) {
            if (held < 5) {
                bits = ((bits << 8) | (digest[index++] & 0xff)) & 0xffff;
                held += 8;
            }
            held -= 5;
            name.append(ALPHABET.charAt((bits >> held) & 31));
        }
        return name.toString();
    }

    /// JSON with its members in order, and without those that are null or empty.
    public static String canonical(JsonNode value) {
        return Json.MAPPER.writeValueAsString(sorted(value));
    }

    private static JsonNode sorted(JsonNode value) {
        if (value instanceof ObjectNode object) {
            Map<String, JsonNode> members = new TreeMap<>();
            object.properties().forEach(member -> {
                JsonNode inner = sorted(member.getValue());
                if (!blank(inner)) {
                    members.put(member.getKey(), inner);
                }
            });
            return Json.MAPPER.createObjectNode().setAll(members);
        }
        if (value instanceof ArrayNode list) {
            ArrayNode items = Json.MAPPER.createArrayNode();
            list.forEach(item -> items.add(sorted(item)));
            return items;
        }
        return value;
    }

    public static boolean blank(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || (value.isContainer() && value.isEmpty())
                || (value.isString() && value.stringValue().isEmpty());
    }
}
