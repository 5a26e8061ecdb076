package dev.ghlmcp.sandbox.content;

import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.IdShape;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.store.RecordCollection;
import dev.ghlmcp.sandbox.store.SandboxStore;
import dev.ghlmcp.sandbox.view.ContactViews;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints under `/invoices` that list, create, change and read. The sub-account stands in `altId`.
public record InvoiceRoutes(SandboxStore store, RecordCollection invoices) {
    public InvoiceRoutes(SandboxStore store) {
        this(store, store.records("invoices"));
    }

    public List<Route> routes() {
        InvoicePayments payments = new InvoicePayments(store);
        return List.of(
                Route.get("/invoices/", this::list),
                Route.get(
                        "/invoices/generate-invoice-number",
                        call -> Documents.empty().put("invoiceNumber", next(call))),
                Route.post("/invoices/text2pay", this::textToPay),
                Route.post("/invoices/{invoiceId}/send", this::send),
                Route.post("/invoices/{invoiceId}/void", this::cancel),
                Route.post("/invoices/{invoiceId}/record-payment", call -> payments.record(call, find(call))),
                Route.post("/invoices/", this::create),
                Route.get("/invoices/{invoiceId}", this::get),
                Route.put("/invoices/{invoiceId}", this::update));
    }

    private ObjectNode create(RouteCall call) {
        ObjectNode body = call.body().deepCopy();
        body.set("invoiceItems", body.remove("items"));
        ObjectNode invoice = Documents.empty()
                .put("status", "draft")
                .put("amountPaid", 0)
                .put("title", "INVOICE")
                .put("dueDate", body.get("issueDate").asString())
                .put("automaticTaxesEnabled", false)
                .put("automaticTaxesCalculated", false)
                .put("invoiceNumber", next(call));
        invoice.putObject("paymentSchedule");
        return invoices.add(call, write(call, body, store.stamp(invoice, "createdAt")));
    }

    /// An invoice that is made and sent at once.
    private ObjectNode textToPay(RouteCall call) {
        ObjectNode invoice = create(call).put("status", "sent");
        String url = "https://link.example.com/invoice/" + invoice.get("_id").asString();
        return Documents.of("invoice", invoice).put("invoiceUrl", url);
    }

    private ObjectNode send(RouteCall call) {
        ObjectNode invoice = find(call);
        String status = invoice.get("status").asString();
        if (status.equals("void")) {
            throw ApiError.badRequest("A void invoice cannot be sent");
        }
        ObjectNode answer = Documents.of("invoice", status.equals("draft") ? invoice.put("status", "sent") : invoice);
        answer.putObject("smsData");
        answer.putObject("emailData");
        return answer;
    }

    private ObjectNode cancel(RouteCall call) {
        ObjectNode invoice = find(call);
        if (invoice.get("status").asString().equals("draft")) {
            throw ApiError.badRequest("Can not void draft invoice. You can delete draft invoice!");
        }
        return store.stamp(invoice.put("status", "void"), "updatedAt");
    }

    private ObjectNode update(RouteCall call) {
        ObjectNode body = call.body().deepCopy();
        ObjectNode invoice = find(call);
        String status = invoice.get("status").asString();
        if (InvoicePayments.CLOSED.contains(status)) {
            throw ApiError.badRequest("The invoice is " + status + " already");
        }
        JsonNode contactId = body.remove("contactId");
        if (contactId != null && !contactId.isNull() && !body.has("contactDetails")) {
            body.set("contactDetails", addressee(call, contactId.asString()));
        }
        return write(call, body, invoice);
    }

    private ObjectNode get(RouteCall call) {
        ObjectNode invoice = find(call);
        return invoice.deepCopy().set("totalSummary", InvoiceTotals.of(invoice).summary());
    }

    private ObjectNode write(RouteCall call, ObjectNode body, ObjectNode invoice) {
        if (body.get("contactDetails") instanceof ObjectNode contact) {
            store.records("contacts").require(call, contact.get("id").asString());
        }
        Documents.merge(body, invoice);
        for (JsonNode item : invoice.get("invoiceItems")) {
            if (!item.has("_id")) {
                ((ObjectNode) item).put("_id", IdShape.HEX.next()).withArrayProperty("taxes");
            }
        }
        InvoiceTotals totals = InvoiceTotals.of(invoice);
        invoice.put("total", totals.total())
                .put(
                        "amountDue",
                        totals.total().subtract(invoice.get("amountPaid").decimalValue()));
        return store.stamp(invoice, "updatedAt");
    }

    private ObjectNode find(RouteCall call) {
        String id = call.hole("invoiceId");
        return invoices.all(call)
                .filter(invoice -> invoice.get("_id").asString().equals(id))
                .findFirst()
                .map(invoices::draft)
                .orElseThrow(() -> ApiError.badRequest("Unable to find an invoice with the given invoice id"));
    }

    private ObjectNode addressee(RouteCall call, String contactId) {
        ObjectNode contact = store.records("contacts").require(call, contactId);
        return Documents.empty()
                .put("id", contactId)
                .put("name", ContactViews.name(contact))
                .put("phoneNo", contact.path("phone").asString(""))
                .put("email", contact.path("email").asString(""));
    }

    private String next(RouteCall call) {
        int last = invoices.all(call)
                .map(invoice -> invoice.path("invoiceNumber").asString(""))
                .filter(number -> number.matches("\\d{1,9}"))
                .mapToInt(Integer::parseInt)
                .max()
                .orElse(0);
        return Integer.toString(last + 1);
    }

    /// The latest first.
    private ObjectNode list(RouteCall call) {
        boolean ascending = call.query().path("sortOrder").asString().equals("ascend");
        Comparator<ObjectNode> byDate = Comparator.comparing(InvoiceRoutes::issued);
        List<ObjectNode> found = invoices.all(call)
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
