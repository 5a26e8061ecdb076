package dev.ghlmcp.highlevel.account;

import dev.ghlmcp.catalog.endpoint.Parameter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// The configured ids that callers may leave out.
///
/// @param locationId the sub-account, or null
/// @param companyId  the agency, or null
public record DefaultIds(String locationId, String companyId) {
    /// The configured value, or null if there is none and the request does not need it.
    ///
    /// @throws IllegalArgumentException with a sentence for the caller if it is needed
    public JsonNode fill(Parameter parameter) {
        boolean location = parameter.source() == Parameter.Source.LOCATION;
        String id = location ? locationId : companyId;
        if (id == null && !parameter.optional()) {
            throw new IllegalArgumentException(parameter.name() + " is missing: give it as an argument, or set "
                    + (location
                            ? "GHL_LOCATION_ID (Settings > Business Profile shows the sub-account's id)"
                            : "GHL_COMPANY_ID (get_location tells it as companyId)"));
        }
        return id == null ? null : StringNode.valueOf(id);
    }
}
