package dev.ghlmcp.mcp.input;

import dev.ghlmcp.catalog.ArgumentRule;
import dev.ghlmcp.text.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// An object with declared members, or a text that is its JSON. Unknown members are refused, as HighLevel would, and
/// the caller learns which name is close.
///
/// @param members by name
/// @param anyOf   members of which at least one is needed; empty for no such rule
/// @param rules   between its members; those between arguments are checked later, when times are read
/// @param open    undeclared members are taken as they are
record ObjectType(Map<String, Member> members, List<String> anyOf, List<ArgumentRule> rules, boolean open)
        implements ArgumentType {
    /// Texts for null in an argument that takes null, because some clients cannot send it.
    private static final Set<String> NONE = Set.of("none", "null");

    private static final int MAX_MEMBERS = 500;

    /// One member.
    ///
    /// @param hint what the schema says of it
    record Member(ArgumentType type, boolean required, boolean nullable, boolean clearable, String hint) {}

    /// Whether the object has a size that makes sense.
    static boolean fits(ObjectNode object, ArgumentPath at, Complaints complaints) {
        if (object.size() <= MAX_MEMBERS) {
            return true;
        }
        complaints.add((at.root() ? "the arguments have " : at + " has ") + object.size() + " members, at most "
                + MAX_MEMBERS + " are taken");
        return false;
    }

    @Override
    public JsonNode read(JsonNode value, ArgumentPath at, Complaints complaints) {
        if (!(JsonText.decoded(value, JsonNode::isObject) instanceof ObjectNode object)) {
            return ArgumentType.refuse(value, at, "an object", complaints);
        }
        ObjectNode read = read(object, at, Set.of(), complaints);
        return read.isEmpty() && !object.isEmpty() ? null : read;
    }

    /// @param extras unknown members that are dropped without complaint
    ObjectNode read(ObjectNode object, ArgumentPath at, Set<String> extras, Complaints complaints) {
        ObjectNode read = object.objectNode();
        if (!fits(object, at, complaints)) {
            return read;
        }
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            String name = entry.getKey();
            Member member = members.get(name);
            if (member != null) {
                JsonNode one = one(member, entry.getValue(), at.member(name), complaints);
                if (one != null) {
                    read.set(name, one);
                }
            } else if (open) {
                read.set(name, entry.getValue());
            } else if (!extras.contains(name)) {
                unknown(name, members.keySet(), at, complaints);
            }
        }
        missing(read, at, complaints);
        return read;
    }

    private static JsonNode one(Member member, JsonNode value, ArgumentPath at, Complaints complaints) {
        if (member.nullable()
                && (value.isNull() || NONE.contains(value.asString("").toLowerCase(Locale.ROOT)))) {
            return NullNode.getInstance();
        }
        boolean blank = value.isString() && value.stringValue().isBlank();
        if (value.isNull() || (blank && !(member.required() && member.type().takesEmpty()))) {
            return null;
        }
        JsonNode read = member.type().read(value, at, complaints);
        if (member.clearable() && read != null && read.isContainer() && read.isEmpty()) {
            complaints.add(at + " is empty: name it in clear to empty it, or leave it out to keep what is there");
        }
        return read;
    }

    private void missing(ObjectNode read, ArgumentPath at, Complaints complaints) {
        members.forEach((name, member) -> {
            if (member.required() && !read.has(name)) {
                complaints.add(
                        at.member(name) + " is missing" + (member.hint().isEmpty() ? "" : " (" + member.hint() + ")"));
            }
        });
        if (!anyOf.isEmpty() && anyOf.stream().noneMatch(name -> ArgumentRules.given(read.path(name)))) {
            complaints.add(
                    (at.root() ? "give at least one of " : at + " needs at least one of ") + String.join(", ", anyOf));
        } else {
            new ArgumentRules(read).complaints(rules).forEach(complaint -> complaints.add(at + ": " + complaint));
        }
    }

    /// Complains about an unknown member, and says which one is close or which there are.
    static void unknown(String name, Collection<String> members, ArgumentPath at, Complaints complaints) {
        if (!complaints.open()) {
            complaints.count();
            return;
        }
        String nearest = Nearest.to(name, members);
        String known = "; known are " + String.join(", ", members);
        complaints.add(at.member(name) + " is not known"
                + (nearest != null ? "; did you mean " + nearest + "?" : complaints.say(known) ? "" : known));
    }
}
