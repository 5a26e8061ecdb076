package dev.ghlmcp.highlevel.account;

import dev.ghlmcp.catalog.Declaration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The sub-accounts that calls may touch, and what people call them.
///
/// @param standard the id that calls work on unless they name another; null if none is configured
/// @param names    ids by name, in the person's own spelling
/// @param allowed  the ids that may be touched; null for all
public record AccountLocations(String standard, Map<String, String> names, Set<String> allowed) {
    /// Members that name a sub-account. Other members of such names are of other services, such as Google's.
    private static final Set<String> OTHERS =
            Set.of(Declaration.LOCATION_ID, "location_id", "share_location_id", "providerLocationId");

    /// All sub-accounts, none of them with a name.
    public AccountLocations(String standard) {
        this(standard, Map.of(), null);
    }

    /// As configured.
    ///
    /// @param standard id or name, or null
    /// @param allowed  ids or names; empty for all
    /// @throws IllegalArgumentException with a sentence if one is not known, or the standard one not allowed
    public static AccountLocations of(String standard, Map<String, String> names, Collection<String> allowed) {
        AccountLocations all = new AccountLocations(null, names, null);
        String id = standard == null ? null : all.id("the standard location", standard);
        AccountLocations configured = new AccountLocations(id, names, null);
        if (allowed.isEmpty()) {
            return configured;
        }
        AccountLocations some = configured.only(allowed);
        if (id != null) {
            some.id("the standard location", standard);
        }
        return some;
    }

    /// A narrower view for another caller: only these locations, and only their names.
    ///
    /// @param ids of the locations, or their names; empty for none at all
    /// @throws IllegalArgumentException with a sentence if one is not known or not allowed here
    public AccountLocations narrowed(Collection<String> ids) {
        AccountLocations fewer = only(ids);
        Map<String, String> selected = new LinkedHashMap<>();
        names.forEach((name, id) -> {
            if (fewer.allowed.contains(id)) {
                selected.put(name, id);
            }
        });
        return new AccountLocations(fewer.allowed.contains(standard) ? standard : null, selected, fewer.allowed);
    }

    private AccountLocations only(Collection<String> ids) {
        Set<String> selected = new LinkedHashSet<>();
        for (String one : ids) {
            selected.add(id("the allowed location", one));
        }
        return new AccountLocations(standard, names, selected);
    }

    /// Puts ids where a call has names: in `locationId`, in the list `locationIds`, and in `twilioPhone`, whose members
    /// are called after locations.
    ///
    /// @throws IllegalArgumentException with a sentence for the caller if one is not known or may not be touched
    public void resolve(ObjectNode arguments) {
        if (arguments.path(Declaration.LOCATION_ID).isString()) {
            String text = arguments.path(Declaration.LOCATION_ID).stringValue();
            if (text.isBlank()) {
                arguments.remove(Declaration.LOCATION_ID);
            } else {
                arguments.put(Declaration.LOCATION_ID, id(Declaration.LOCATION_ID, text));
            }
        }
        if (arguments.get("locationIds") instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, id("locationIds[" + i + "]", list.path(i).asString("")));
            }
        }
        if (arguments.get("twilioPhone") instanceof ObjectNode phones) {
            ObjectNode byId = phones.objectNode();
            phones.properties().forEach(phone -> byId.set(id("twilioPhone", phone.getKey()), phone.getValue()));
            arguments.set("twilioPhone", byId);
        }
        if (fenced()) {
            checkWithin(arguments);
        }
    }

    /// An object anywhere in the arguments may name a sub-account of its own.
    private void checkWithin(JsonNode value) {
        value.properties().forEach(member -> {
            String name = member.getKey();
            boolean location = OTHERS.contains(name) || (name.equals("altId") && value.has("altType"));
            if (location && !member.getValue().isNull()) {
                id(name, member.getValue().asString(""));
            }
        });
        value.forEach(this::checkWithin);
    }

    /// The id of the sub-account that a call is about, or null if neither it nor the configuration says.
    ///
    /// @throws IllegalArgumentException with a sentence for the caller if it may not be touched
    public String of(ObjectNode arguments) {
        if (arguments.hasNonNull(Declaration.LOCATION_ID)) {
            return id(
                    Declaration.LOCATION_ID,
                    arguments.get(Declaration.LOCATION_ID).asString());
        }
        return standard == null ? null : id("the standard location", standard);
    }

    /// Whether only some sub-accounts may be touched.
    public boolean fenced() {
        return allowed != null;
    }

    /// The names of the sub-accounts that may be touched; no others are offered or mentioned.
    public Map<String, String> offered() {
        Map<String, String> offered = new LinkedHashMap<>(names);
        if (allowed != null) {
            offered.values().retainAll(allowed);
        }
        return offered;
    }

    /// What people call the location of this id, or null.
    public String name(String id) {
        for (Map.Entry<String, String> entry : names.entrySet()) {
            if (entry.getValue().equals(id)) {
                return entry.getKey();
            }
        }
        return null;
    }

    /// The sub-accounts that may be touched, for messages.
    public String choice() {
        List<String> words = new ArrayList<>();
        for (String id : allowed) {
            words.add(name(id) == null ? id : name(id));
        }
        return words.isEmpty()
                ? "allowed is none"
                : "allowed " + (words.size() == 1 ? "is " : "are ") + LocationLookup.listed(words);
    }

    /// The id of a sub-account.
    ///
    /// @param argument names the argument in messages
    /// @param text     its id or name
    /// @throws IllegalArgumentException with a sentence if it is not known or may not be touched
    public String id(String argument, String text) {
        if ((allowed == null ? text.equals(standard) : allowed.contains(text)) && !names.containsKey(text)) {
            return text;
        }
        String id = new LocationLookup(standard, names, () -> offered().keySet()).id(argument, text);
        if (allowed != null && !allowed.contains(id)) {
            throw new IllegalArgumentException(
                    argument + " " + LocationLookup.echo(text) + " may not be touched: " + choice());
        }
        return id;
    }
}
