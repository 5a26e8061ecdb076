package dev.ghlmcp.sandbox.accounts;

import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.RequestFields;
import dev.ghlmcp.sandbox.api.ResponseBodies;
import tools.jackson.databind.node.ObjectNode;

/// What a request writes into a user. Nothing keeps the password.
final class UserForm {
    private static final String PROFILE = "phone:string permissions:object scopes:string[]"
            + " scopesAssignedToOnly:string[] profilePhoto:string twilioPhone:object"
            + " platformLanguage:en_US|es|fr_CA|fr_FR|nl|de|pt_PT|pt_BR|it|sv|da|fi|no";

    /// What a new user may do unless the request says otherwise.
    private static final String ENABLED = "campaigns contacts workflows triggers funnels opportunities dashboardStats"
            + " bulkRequests appointments reviews onlineListings phoneCall conversations settings tags leadValue"
            + " marketing agentReporting blogging invoice affiliateManager contentAi refunds recordPayment"
            + " cancelSubscription payments communities exportPayments";

    private static final String DISABLED = "campaignsReadOnly workflowsReadOnly websitesEnabled assignedDataOnly"
            + " adwordsReportingEnabled membershipEnabled facebookAdsReportingEnabled attributionsReportingEnabled"
            + " botService";

    private static final RequestFields PERMISSIONS = RequestFields.of(
            String.join("Enabled:boolean ", ENABLED.split(" ", -1)) + "Enabled:boolean socialPlanner:boolean "
                    + String.join(":boolean ", DISABLED.split(" ", -1)) + ":boolean");

    static final RequestFields CREATE = fields("!");
    static final RequestFields UPDATE = fields("");

    private UserForm() {}

    private static RequestFields fields(String required) {
        return RequestFields.of(("companyId:string%1$s firstName:string%1$s lastName:string%1$s email:email%1$s"
                                        + " password:string%1$s type:string%1$s role:string%1$s locationIds:string[]%1$s ")
                                .formatted(required)
                        + PROFILE)
                .inside("permissions", PERMISSIONS);
    }

    /// A new user.
    static ObjectNode fresh() {
        ObjectNode user = ResponseBodies.empty().put("extension", "");
        ObjectNode permissions = user.putObject("permissions");
        for (String name : ENABLED.split(" ", -1)) {
            permissions.put(name + "Enabled", true);
        }
        permissions.put("socialPlanner", true);
        for (String name : DISABLED.split(" ", -1)) {
            permissions.put(name, false);
        }
        user.putArray("scopes");
        user.putObject("roles").put("restrictSubAccount", false);
        user.putObject("lcPhone");
        return user.put("platformLanguage", "en_US");
    }

    /// Permissions merge, null and an empty text clear, the rest overwrites.
    static ObjectNode write(ObjectNode body, ObjectNode user) {
        body.forEachEntry((name, value) -> {
            if (Documents.empty(value)) {
                if (!user.path(name).isObject()) {
                    user.remove(name);
                }
                return;
            }
            switch (name) {
                case "password" -> {}
                case "type", "role", "locationIds" -> ((ObjectNode) user.get("roles")).set(name, value);
                case "permissions" -> ((ObjectNode) user.get("permissions")).setAll((ObjectNode) value);
                case "twilioPhone" -> user.set("lcPhone", value);
                default -> user.set(name, value);
            }
        });
        return user.put(
                "name",
                user.path("firstName").asString() + " " + user.path("lastName").asString());
    }
}
