package dev.ghlmcp.sandbox.content;

import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The invoices of a sub-account, the latest first, a page at a time.
record InvoiceList(SandboxStore store) {
    ObjectNode of(RouteCall call) {
        boolean ascending = call.query().path("sortOrder").asString().equals("ascend");
        Comparator<ObjectNode> byDate = Comparator.comparing(InvoiceList::issued);
        List<ObjectNode> found = store.records("invoices")
                .all(call)
                .filter(invoice -> wanted(call.query(), invoice))
                .sorted(ascending ? byDate : byDate.reversed())
                .toList();
        return Documents.list("invoices", call.page(found.stream())).put("total", found.size());
    }

    private static boolean wanted(ObjectNode query, ObjectNode invoice) {
        JsonNode contact = invoice.path("contactDetails");
        String issued = issued(invoice);
        String mode = invoice.path("liveMode").asBoolean(true) ? "live" : "test";
        String search = query.path("search").asString("");
        return Documents.matches(query, invoice, "status")
                && (!query.has("contactId") || query.get("contactId").equals(contact.path("id")))
                && issued.compareTo(query.path("startAt").asString("")) >= 0
                && issued.compareTo(query.path("endAt").asString("9999")) <= 0
                && List.of("default", mode).contains(query.path("paymentMode").asString("default"))
                && (Documents.mentions(invoice, search, "_id", "name")
                        || Documents.mentions((ObjectNode) contact, search, "name", "email", "phoneNo"));
    }

    private static String issued(ObjectNode invoice) {
        String date = invoice.path("issueDate").asString("");
        return date.substring(0, Math.min(10, date.length()));
    }
}
