package dev.ghlmcp.secret;

import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Members of JSON whose names say that they hold the key of an account, such as `apiKey`. No assistant needs them, and
/// what it reads may be kept elsewhere.
public final class SecretMembers {
    private static final String MASK = "***";

    /// In small letters and without what divides words.
    private static final Set<String> NAMES = Set.of(
            "accesstoken",
            "apikey",
            "authtoken",
            "clientsecret",
            "password",
            "privatekey",
            "publishablekey",
            "refreshtoken",
            "secretkey",
            "webhooksecret");

    private SecretMembers() {}

    /// Whether a member of this name is one.
    public static boolean named(String name) {
        return NAMES.contains(name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT));
    }

    /// The same without their texts; itself if it has none.
    public static <T extends JsonNode> T masked(T tree) {
        if (!in(tree)) {
            return tree;
        }
        @SuppressWarnings("unchecked") // a copy is of the same kind
        T copy = (T) tree.deepCopy();
        mask(copy);
        return copy;
    }

    private static boolean in(JsonNode tree) {
        for (var member : tree.properties()) {
            if (secret(member.getKey(), member.getValue())) {
                return true;
            }
        }
        for (JsonNode inner : tree) {
            if (inner.isContainer() && in(inner)) {
                return true;
            }
        }
        return false;
    }

    private static void mask(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            object.propertyNames().stream()
                    .filter(name -> secret(name, object.get(name)))
                    .toList()
                    .forEach(name -> object.put(name, MASK));
        }
        tree.forEach(SecretMembers::mask);
    }

    private static boolean secret(String name, JsonNode value) {
        return value.isString() && !value.stringValue().isEmpty() && named(name);
    }
}
