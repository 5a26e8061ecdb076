package dev.ghlmcp.mcp.reading;

import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// Names of people as people write them. Some answers of HighLevel have them in lower case alone, as the search of
/// contacts does; then a member `name` has them with capitals, which are ours and may be wrong (`Mcdonald`). Where it
/// sends `firstNameRaw` besides, that is how the name was written.
final class PersonNames {
    private PersonNames() {}

    /// Writes the name of one record, in place.
    static void write(ObjectNode person) {
        String raw = joined(person, "firstNameRaw", "lastNameRaw");
        if (!raw.isEmpty()) {
            for (String part : new String[] {"firstName", "lastName"}) {
                if (person.path(part + "Raw").isString()) {
                    person.set(part, person.remove(part + "Raw"));
                }
            }
            if (person.path("contactName").asString("").equalsIgnoreCase(raw)) {
                person.put("contactName", raw);
            }
        } else if (!person.has("name") && !person.has("contactName")) {
            String lower = joined(person, "firstNameLowerCase", "lastNameLowerCase");
            if (!lower.isEmpty()) {
                person.put("name", capitals(lower));
            }
        }
    }

    private static String joined(ObjectNode person, String first, String last) {
        String one = person.path(first).asString("");
        String other = person.path(last).asString("");
        return one.isEmpty() || other.isEmpty() ? one + other : one + " " + other;
    }

    private static String capitals(String lower) {
        StringBuilder name = new StringBuilder(lower.length());
        boolean begins = true;
        for (int at = 0; at < lower.length(); at++) {
            String one = lower.substring(at, at + 1);
            name.append(begins ? one.toUpperCase(Locale.ROOT) : one);
            begins = " -'’.".contains(one);
        }
        return name.toString();
    }
}
