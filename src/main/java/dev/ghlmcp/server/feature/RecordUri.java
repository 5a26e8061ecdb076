package dev.ghlmcp.server.feature;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the address of a record's resource says. Nothing but letters, digits and hyphens makes an id, so that it cannot
/// lead to another request than the one that reads the record.
///
/// @param location id or name of the sub-account; null for the standard one
record RecordUri(String id, String location) {
    private static final Pattern REST = Pattern.compile("([A-Za-z0-9-]{1,64})(?:\\?locationId=([^&?#/]{1,300}))?");

    /// Reads the address; null if it is none of such a record.
    static RecordUri of(RecordTemplate template, String uri) {
        if (!uri.startsWith(template.prefix())) {
            return null;
        }
        Matcher rest = REST.matcher(uri.substring(template.prefix().length()));
        if (!rest.matches()) {
            return null;
        }
        try {
            String location = rest.group(2);
            return new RecordUri(
                    rest.group(1), location == null ? null : URLDecoder.decode(location, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
