package dev.ghlmcp.cli.install;

import dev.ghlmcp.cli.install.file.InstallException;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.Confirmer;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Tries a token with one read, before it is written anywhere.
///
/// @param dispatcher whose token is the one that is tried
record TokenTrial(Dispatcher dispatcher) {
    private static final String KNOWN = "HighLevel knows the token";
    private static final String NOBODY = "00000000000000000000";
    private static final Set<String> UNTRIED = Set.of("unreachable", "unconnected", "blocked", "outage", "cancelled");

    /// Asks HighLevel once.
    ///
    /// @param locationId that calls are to work on; null if none is known yet
    /// @return what was found, for the person
    /// @throws InstallException if HighLevel does not know the token, or not for this sub-account
    String tried(String locationId) throws InstallException {
        return locationId == null ? withoutLocation() : withLocation(locationId);
    }

    /// The same for a sub-account that was found after [#tried], without what that has said.
    String opened(String locationId) throws InstallException {
        return tried(locationId)
                .replaceFirst("^" + KNOWN + "(, which|\\.)", "It")
                .replaceFirst("^It It ", "It ");
    }

    private String withLocation(String locationId) throws InstallException {
        ToolResult result = read("get_location", Json.MAPPER.createObjectNode().put("locationId", locationId));
        if (!result.error()) {
            String doubt = doubt(locationId);
            return KNOWN + ", which opens " + result.json().at("/location/name").asString("the sub-account") + " ("
                    + locationId + ")." + doubt;
        }
        if (UNTRIED.contains(result.outcome())) {
            return untried(result);
        }
        if (result.text().contains("needs the scope")) {
            return KNOWN + ". It lacks the scope locations.readonly, so whether it opens " + locationId
                    + " was not seen.";
        }
        throw new InstallException("The token does not open the sub-account " + locationId
                + ", so nothing was changed. --no-check installs it all the same. " + ended(result));
    }

    /// An agency's token opens the sub-account's own record as well, and none of its data. HighLevel says of contacts
    /// only that a scope is missing, of users that the token is of the wrong class.
    ///
    /// @return what is left in doubt, else nothing
    private String doubt(String locationId) throws InstallException {
        ObjectNode arguments = Json.MAPPER.createObjectNode().put("locationId", locationId);
        ToolResult contacts = read("search_contacts", arguments.deepCopy().put("pageLimit", 1));
        if (!contacts.error() || !contacts.text().contains("needs the scope")) {
            return "";
        }
        refuseAgencys(arguments);
        return " It does not open contacts: it lacks the scope contacts.readonly, or it is the agency's token.";
    }

    private void refuseAgencys(ObjectNode arguments) throws InstallException {
        if (read("list_location_users", arguments).text().contains("No scope helps")) {
            throw new InstallException("This is the agency's token, which does not open the sub-account's data, so"
                    + " nothing was changed: make one in the sub-account (Settings > Private Integrations); the"
                    + " agency's belongs in GHL_AGENCY_TOKEN. --no-check installs it all the same");
        }
    }

    /// A sub-account that does not exist: HighLevel says first whether it knows the token.
    private String withoutLocation() throws InstallException {
        ToolResult result = read("get_location", Json.MAPPER.createObjectNode().put("locationId", NOBODY));
        if (UNTRIED.contains(result.outcome())) {
            return untried(result);
        }
        refuseAgencys(Json.MAPPER.createObjectNode().put("locationId", NOBODY));
        return KNOWN + ".";
    }

    private ToolResult read(String tool, ObjectNode arguments) throws InstallException {
        ToolResult result = dispatcher.call(dispatcher.local(), Confirmer.ABSENT, tool, arguments);
        if (result.error() && result.text().contains("does not know the token")) {
            throw new InstallException("HighLevel does not know this token, so nothing was changed: copy it once more"
                    + " (Settings > Private Integrations), or make a new one");
        }
        return result;
    }

    /// Without what is for a call: the install goes on.
    private static String untried(ToolResult result) {
        return "The token could not be tried: "
                + result.text()
                        .split(" (?=Nothing was changed|Whether the change|The change may|Wait |Location: )", 2)[0]
                + " It is taken untried.";
    }

    private static String ended(ToolResult result) {
        return result.text().replaceFirst("\\.$", "");
    }
}
