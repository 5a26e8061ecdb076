package dev.ghlmcp.index;

import java.util.List;

/// One operation of HighLevel's API that no tool of the catalogue has.
///
/// @param name       what the tool would be called: unique, and never changed (`src/api/operations.txt`)
/// @param group      the first part of its path, such as `invoices`
/// @param risk       what a call can do
/// @param scopes     any of these opens it; empty where the documents do not say
/// @param tokens     `location` and `agency`, as far as the documents say which opens it
/// @param oauthOnly  no private integration token opens it
/// @param deprecated HighLevel says so
/// @param answer     of a success, as deep as its first members; null where the documents do not say
/// @param dated      the request of the dated generation (`Version: 2021-07-28`); null if that does not have it
/// @param v3         the request of the generation `v3`; null if that does not have it
public record ApiOperation(
        String name,
        String group,
        ApiRisk risk,
        List<String> scopes,
        List<String> tokens,
        boolean oauthOnly,
        boolean deprecated,
        Shape answer,
        ApiRoute dated,
        ApiRoute v3) {
    /// The request in a generation; null if that does not have it.
    public ApiRoute in(boolean third) {
        return third ? v3 : dated;
    }

    /// The request in the generation that has it, the dated one if both do.
    public ApiRoute request() {
        return dated == null ? v3 : dated;
    }

    /// `create_invoice` as `create invoice`.
    public String title() {
        return name.replace('_', ' ');
    }
}
