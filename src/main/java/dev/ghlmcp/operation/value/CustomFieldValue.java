package dev.ghlmcp.operation.value;

import dev.ghlmcp.operation.annotation.*;

/// A value for one custom field of a contact or an opportunity.
@AnyOf({"id", "key"})
public record CustomFieldValue(
        @Doc("From list_custom_fields, or give key") String id,
        String key,

        @Doc("Text, number or list, which may be JSON; an empty text clears it")
        @Required
        @Mixed(Mixed.Kind.CUSTOM_FIELD)
        @Wire(value = "field_value", v3 = "fieldValue")
        Object fieldValue) {}
