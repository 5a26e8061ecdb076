package dev.ghlmcp.sandbox.content;

import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.math.BigDecimal;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What is paid for invoices. Each payment is a transaction, too.
record InvoicePayments(SandboxStore store) {
    static final Set<String> CLOSED = Set.of("paid", "void");

    /// Records a payment of what is due, or of the amount that the request names.
    ObjectNode record(RouteCall call, ObjectNode invoice) {
        ObjectNode body = call.body();
        BigDecimal due = invoice.get("amountDue").decimalValue();
        BigDecimal amount = body.hasNonNull("amount") ? body.get("amount").decimalValue() : due;
        if (CLOSED.contains(invoice.path("status").asString(""))) {
            throw ApiError.badRequest("The invoice is " + invoice.get("status").asString() + " already");
        }
        if (amount.signum() <= 0 || amount.compareTo(due) > 0) {
            throw ApiError.badRequest("The amount must be more than 0 and at most what is due, " + due);
        }
        BigDecimal rest = due.subtract(amount);
        invoice.put("amountPaid", invoice.get("amountPaid").decimalValue().add(amount))
                .put("amountDue", rest)
                .put("status", rest.signum() == 0 ? "paid" : "partially_paid");
        store.records("transactions").add(call, transaction(invoice, amount, body));
        return Documents.done("success").set("invoice", store.stamp(invoice, "updatedAt"));
    }

    private ObjectNode transaction(ObjectNode invoice, BigDecimal amount, ObjectNode body) {
        JsonNode contact = invoice.path("contactDetails");
        ObjectNode transaction = Documents.empty()
                .put("altType", "location")
                .put("contactId", contact.path("id").asString(""))
                .put("contactName", contact.path("name").asString(""))
                .put("contactEmail", contact.path("email").asString(""))
                .put("currency", invoice.path("currency").asString(""))
                .put("amount", amount)
                .put("status", "succeeded")
                .put("liveMode", invoice.path("liveMode").asBoolean(true))
                .put("entityType", "invoice")
                .put("entityId", invoice.get("_id").asString())
                .put("entitySourceType", "invoice")
                .put("entitySourceName", invoice.path("name").asString(""))
                .put("paymentProviderType", "manual")
                .put("amountRefunded", 0);
        transaction.putObject("paymentMethod").set("type", body.path("mode"));
        return store.stamp(transaction, "createdAt", "updatedAt", "fulfilledAt");
    }
}
