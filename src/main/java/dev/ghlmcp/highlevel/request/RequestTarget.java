package dev.ghlmcp.highlevel.request;

import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.endpoint.Endpoint;
import dev.ghlmcp.catalog.endpoint.Parameter;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.TargetAccount;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.text.Excerpt;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Which sub-account or agency a request works on, and so which token it goes out with.
///
/// @param arguments with ids where the caller gave names
public record RequestTarget(Access access, Endpoint endpoint, ObjectNode arguments) {
    /// The classes of token that will do. Many requests do not carry the location, so that of the token is the one they
    /// work on: then a location that the call names, or a limit to some, rules out the agency's token.
    public List<TokenClass> tokens() {
        boolean bound = endpoint.tokens().contains(TokenClass.SUB_ACCOUNT)
                && (named() || access.locations().fenced())
                && !carried();
        return bound ? List.of(TokenClass.SUB_ACCOUNT) : endpoint.tokens();
    }

    /// The first of them that there is, or null.
    public TokenClass token() {
        for (TokenClass type : tokens()) {
            if (access.credentials().has(type)) {
                return type;
            }
        }
        return null;
    }

    /// The sub-account whose token or id is sent; null if none is known.
    ///
    /// @throws IllegalArgumentException with a sentence for the caller if it may not be touched
    public String location(TokenClass type) {
        AccountLocations locations = access.locations();
        String location = locations.of(arguments);
        if (locations.fenced()) {
            arguments.findValues(Declaration.COMPANY_ID).forEach(this::checkAgency);
        }
        if (locations.fenced() && type == TokenClass.AGENCY && carried() && !contained()) {
            throw new IllegalArgumentException(
                    "an agency's token may find records of other sub-accounts by this id, and the"
                            + " setting ghl.allowed-locations forbids that: it needs a token of the sub-account; "
                            + locations.choice());
        }
        if (locations.fenced() && type == TokenClass.AGENCY && !carried()) {
            throw new IllegalArgumentException(
                    "this works on the agency as a whole, and the setting ghl.allowed-locations forbids that: "
                            + locations.choice());
        }
        if (locations.fenced() && location == null) {
            throw new IllegalArgumentException("locationId is missing: " + locations.choice());
        }
        if (type == TokenClass.SUB_ACCOUNT
                && location != null
                && !carried()
                && !access.credentials().opens(location)) {
            throw new IllegalArgumentException("the location " + location + " is not the one that "
                    + access.credentials().sent(type, location).named()
                    + " is known to open: leave locationId out, or set GHL_LOCATION_ID to the id of that token's"
                    + " sub-account");
        }
        return location;
    }

    private void checkAgency(JsonNode company) {
        if (!company.isNull() && !company.asString("").equals(access.companyId())) {
            throw new IllegalArgumentException("companyId " + Excerpt.of(company.asString(""))
                    + " may not be touched: it is not the agency of this account"
                    + (access.companyId() == null ? ", which is not known: set GHL_COMPANY_ID" : "; leave it out"));
        }
    }

    public TargetAccount touched() {
        TokenClass type = token();
        if (type == null) {
            return TargetAccount.NONE;
        }
        if (type == TokenClass.AGENCY && !carried()) {
            return new TargetAccount(
                    null,
                    null,
                    arguments.hasNonNull(Declaration.COMPANY_ID)
                            ? arguments.get(Declaration.COMPANY_ID).asString()
                            : access.companyId());
        }
        AccountLocations locations = access.locations();
        String id = named() ? arguments.get(Declaration.LOCATION_ID).asString() : locations.standard();
        return new TargetAccount(id, locations.name(id), null);
    }

    private boolean named() {
        return arguments.hasNonNull(Declaration.LOCATION_ID);
    }

    /// Whether the path leads into the sub-account, or names no record that may be another's.
    private boolean contained() {
        List<String> holes = endpoint.path().holes();
        return holes.isEmpty() || holes.contains(Declaration.LOCATION_ID);
    }

    /// Whether the request says which sub-account it is about.
    private boolean carried() {
        for (Parameter parameter : endpoint.parameters()) {
            if (parameter.name().equals(Declaration.LOCATION_ID)) {
                return named()
                        || (parameter.source() == Parameter.Source.LOCATION
                                && access.locations().standard() != null);
            }
        }
        return false;
    }
}
