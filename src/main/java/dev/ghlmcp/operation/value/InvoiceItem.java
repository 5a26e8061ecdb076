package dev.ghlmcp.operation.value;

import dev.ghlmcp.operation.annotation.*;
import java.util.List;

/// One line of an invoice.
public record InvoiceItem(
        @Required String name,
        String description,
        @Doc("Price of one, such as 9.99") @Required Double amount,
        @Required Double qty,
        @Doc("The invoice's") @Required String currency,
        @Doc("From Payments > Products in HighLevel") String productId,
        @Doc("The product's price there") String priceId,
        List<Tax> taxes,
        @Rare Boolean taxInclusive,
        @Doc("The product's tax category there") @Rare String automaticTaxCategoryId,
        @OneOf({"one_time", "recurring"}) @Rare String type,
        @Rare Boolean isSetupFeeItem) {

    /// A tax on the line.
    record Tax(
            @Doc("Internal tax id in HighLevel's tax settings") @Wire("_id") @Required
            String id,

            @Required String name,
            @Doc("Percent") @Required Double rate,
            @OneOf("exclusive") @Rare String calculation,
            @Rare String description,
            @Doc("Tax id number there") @Rare String taxId) {}
}
