package dev.ghlmcp.mcp.result;

import dev.ghlmcp.highlevel.account.TargetAccount;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.mcp.call.ToolResult;
import tools.jackson.core.io.JsonStringEncoder;

/// Says in a result which sub-account it came from: as the last member of its JSON, or in the sentence of an error that
/// HighLevel answered. HighLevel's own answers have no member of this name.
///
/// @param touched by the call
public record TargetStamp(TargetAccount touched) {
    public ToolResult in(ToolResult result, Reply reply) {
        if (result.error()) {
            return answered(reply) && touched.locationId() != null
                    ? ToolResult.failed(result.outcome(), result.text() + sentence(result.text()))
                    : result;
        }
        return result.and(member());
    }

    /// Whether HighLevel saw the request.
    static boolean answered(Reply reply) {
        return switch (reply) {
            case Failure.Unsendable _, Failure.NoToken _, Failure.Unauthenticated _, Failure.Throttled _ -> false;
            case Failure.Outage _, Failure.Cancelled _, Failure.Intercepted _ -> false;
            default -> true;
        };
    }

    private String sentence(String before) {
        return (before.endsWith(".") ? "" : ".") + " Location: "
                + (touched.name() == null ? touched.locationId() : touched.name() + " (" + touched.locationId() + ")")
                + ".";
    }

    private String member() {
        StringBuilder member = new StringBuilder("\"touched\":{");
        if (touched.companyId() != null) {
            quoted(member, "companyId", touched.companyId());
        } else if (touched.locationId() != null) {
            quoted(member, "locationId", touched.locationId());
            if (touched.name() != null) {
                quoted(member.append(','), "name", touched.name());
            }
        }
        return member.append('}').toString();
    }

    private static void quoted(StringBuilder json, String name, String value) {
        json.append('"').append(name).append("\":\"");
        JsonStringEncoder.getInstance().quoteAsString(value, json);
        json.append('"');
    }
}
