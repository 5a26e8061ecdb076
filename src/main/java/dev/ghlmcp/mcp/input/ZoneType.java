package dev.ghlmcp.mcp.input;

import dev.ghlmcp.text.Nearest;
import java.time.ZoneId;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// The IANA name of a time zone, in any case.
record ZoneType() implements ArgumentType {
    @Override
    public JsonNode read(JsonNode value, ArgumentPath at, Complaints complaints) {
        Set<String> zones = ZoneId.getAvailableZoneIds();
        String name = value.asString("").strip().replace(' ', '_');
        String known = zones.contains(name)
                ? name
                : zones.stream().filter(name::equalsIgnoreCase).findFirst().orElse(null);
        if (known != null) {
            return StringNode.valueOf(known);
        }
        String nearest = Nearest.to(name, zones);
        complaints.add(at + " must be an IANA name such as America/New_York, got " + ArgumentType.echo(value)
                + (nearest == null ? "" : "; did you mean " + nearest + "?"));
        return value;
    }
}
