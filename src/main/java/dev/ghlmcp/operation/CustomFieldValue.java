package dev.ghlmcp.operation;

/// A value for one custom field of a contact or an opportunity.
record CustomFieldValue(
        @Doc("From list_custom_fields, or give key") String id,
        String key,

        @Doc("Text, number or list of texts") @Wire(value = "field_value", v3 = "fieldValue")
        Object fieldValue) {}
