package dev.ghlmcp.sandbox.content;

import dev.ghlmcp.json.Json;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What an invoice comes to. The discount goes off before tax, in equal parts of every amount.
///
/// @param tax of which those that an amount includes already are no part of the total
record InvoiceTotals(BigDecimal subTotal, BigDecimal discount, BigDecimal tax, BigDecimal total) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    static InvoiceTotals of(ObjectNode invoice) {
        BigDecimal subTotal = BigDecimal.ZERO;
        BigDecimal discountable = BigDecimal.ZERO;
        JsonNode discount = invoice.path("discount");
        JsonNode products = discount.path("validOnProductIds");
        for (JsonNode item : invoice.get("invoiceItems")) {
            subTotal = subTotal.add(amount(item));
            if (products.isEmpty() || products.valueStream().anyMatch(item.path("productId")::equals)) {
                discountable = discountable.add(amount(item));
            }
        }
        BigDecimal value = discount.path("value").decimalValue(BigDecimal.ZERO);
        BigDecimal off = discount.path("type").asString().equals("percentage")
                ? percent(discountable, value)
                : value.min(discountable);
        BigDecimal selected = subTotal.signum() == 0
                ? BigDecimal.ZERO
                : subTotal.subtract(off).divide(subTotal, MathContext.DECIMAL64);
        BigDecimal tax = BigDecimal.ZERO;
        BigDecimal added = BigDecimal.ZERO;
        for (JsonNode item : invoice.get("invoiceItems")) {
            BigDecimal amount = amount(item).multiply(selected);
            BigDecimal rate = item.path("taxes")
                    .valueStream()
                    .map(part -> part.get("rate").decimalValue())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            if (item.path("taxInclusive").asBoolean(false)) {
                tax = tax.add(percent(amount, rate).multiply(HUNDRED).divide(HUNDRED.add(rate), MathContext.DECIMAL64));
            } else {
                tax = tax.add(percent(amount, rate));
                added = added.add(percent(amount, rate));
            }
        }
        return new InvoiceTotals(
                cents(subTotal),
                cents(off),
                cents(tax),
                cents(subTotal.subtract(off).add(added)));
    }

    ObjectNode summary() {
        return Json.MAPPER
                .createObjectNode()
                .put("subTotal", subTotal)
                .put("discount", discount)
                .put("tax", tax);
    }

    private static BigDecimal amount(JsonNode item) {
        return item.get("amount").decimalValue().multiply(item.get("qty").decimalValue());
    }

    private static BigDecimal percent(BigDecimal amount, BigDecimal rate) {
        return amount.multiply(rate).divide(HUNDRED, MathContext.DECIMAL64);
    }

    /// Without the zeros at the end, as JSON from JavaScript has no other numbers.
    private static BigDecimal cents(BigDecimal amount) {
        BigDecimal rounded = amount.setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0, RoundingMode.UNNECESSARY) : rounded;
    }
}
