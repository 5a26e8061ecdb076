package dev.ghlmcp.operation.value;

import dev.ghlmcp.operation.annotation.*;
import java.util.List;

/// A condition of a contact search: either a leaf (field, operator, value) or a group of conditions.
@AnyOf({"field", "group"})
@Needs(argument = "group", needs = "filters")
@Needs(argument = "field", needs = "operator")
@Needs(
        argument = "operator",
        is = {"eq", "not_eq", "contains", "not_contains", "range"},
        needs = "value")
public record ContactFilter(
        @Doc("Such as email, phone (+E.164), tags, contactName, companyName,"
                + " assignedTo, source, dateAdded, dnd, dndSettings.SMS.status,"
                + " customFields.<id from list_custom_fields>; not type")
        String field,

        @Doc("eq, not_eq, contains, not_contains, exists, not_exists or range")
        @OneOf(
                listed = false,
                value = {"eq", "not_eq", "contains", "not_contains", "exists", "not_exists", "range"})
        String operator,

        @Doc("Text or number; lists, and {gte, lte} for range, may be JSON; none for exists and not_exists")
        @Mixed(Mixed.Kind.FILTER)
        @TimeOf({"dateAdded", "dateUpdated", "lastEmailClickedDate", "lastEmailOpenedDate"})
        Object value,

        @Doc("Makes this a group of filters, without field and operator") @OneOf({"AND", "OR"})
        String group,

        @Doc("Conditions of the group, of this same form") List<Condition> filters) {

    /// One of a group; it may be a group itself.
    @OtherMembers(outer = true)
    record Condition(String field, String operator, Object value) {}
}
