package dev.ghlmcp.sandbox.content;

import dev.ghlmcp.sandbox.api.Answers;
import dev.ghlmcp.sandbox.api.Call;
import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.Fields;
import dev.ghlmcp.sandbox.api.IdShape;
import dev.ghlmcp.sandbox.api.Refusal;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.store.Records;
import dev.ghlmcp.sandbox.store.Store;
import dev.ghlmcp.sandbox.view.ContactViews;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints under `/invoices` that create, change and read one. The sub-account stands in `altId`.
public record Invoices(Store store, Records invoices) {
    private static final Fields OWNER = Fields.of("altId:string! altType:location|!");
    private static final Fields TAX =
            Fields.of("_id:string! name:string! rate:number! calculation:exclusive| description:string taxId:string");
    private static final Fields ITEM = Fields.of("name:string! description:string productId:string priceId:string"
                    + " currency:string! amount:number! qty:number! taxes:object[] automaticTaxCategoryId:string"
                    + " isSetupFeeItem:boolean type:one_time|recurring taxInclusive:boolean")
            .inside("taxes", TAX);
    private static final Fields CONTACT = Fields.of("id:string! name:string! phoneNo:string! email:string!"
            + " additionalEmails:object[] companyName:string address:object customFields:string[]");
    private static final Fields COMMON = OWNER.and("name:string! currency:string! title:string invoiceNumber:string"
            + " termsNotes:string automaticTaxesEnabled:boolean paymentSchedule:object tipsConfiguration:object"
            + " invoiceNumberPrefix:string paymentMethods:object attachments:object[] miscellaneousCharges:object"
            + " issueDate:date!");
    private static final Fields CREATE = deep(COMMON.and("businessDetails:object! contactDetails:object!"
                    + " discount:object! liveMode:boolean! dueDate:date items:object[]! sentTo:object!"
                    + " lateFeesConfiguration:object"))
            .inside("items", ITEM)
            .inside("sentTo", Fields.of("email:string[]! emailCc:string[] emailBcc:string[] phoneNo:string[]"));
    private static final Fields UPDATE = deep(COMMON.and("businessDetails:object contactDetails:object discount:object"
                    + " liveMode:boolean dueDate:date! invoiceItems:object[]! description:string contactId:string"
                    + " xeroDetails:object"))
            .inside("invoiceItems", ITEM);

    public Invoices(Store store) {
        this(store, store.records("invoices"));
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/invoices/", CREATE, this::create).status(200).anyToken(),
                Route.get("/invoices/{invoiceId}", this::get).query(OWNER).anyToken(),
                Route.put("/invoices/{invoiceId}", UPDATE, this::update).anyToken());
    }

    private static Fields deep(Fields fields) {
        return fields.inside(
                        "businessDetails",
                        Fields.of("logoUrl:string name:string phoneNo:string address:any website:string"
                                + " customValues:string[]"))
                .inside("contactDetails", CONTACT)
                .inside("discount", Fields.of("value:number type:percentage|fixed! validOnProductIds:string[]"));
    }

    private ObjectNode create(Call call) {
        ObjectNode body = call.body().deepCopy();
        body.set("invoiceItems", body.remove("items"));
        ObjectNode invoice = Answers.empty()
                .put("status", "draft")
                .put("amountPaid", 0)
                .put("title", "INVOICE")
                .put("dueDate", body.get("issueDate").asString())
                .put("automaticTaxesEnabled", false)
                .put("automaticTaxesCalculated", false)
                .put("invoiceNumber", next(call));
        invoice.putObject("paymentSchedule");
        return shown(invoices.add(call, write(call, body, store.stamp(invoice, "createdAt"))));
    }

    private ObjectNode update(Call call) {
        ObjectNode body = call.body().deepCopy();
        ObjectNode invoice = find(call);
        JsonNode contactId = body.remove("contactId");
        if (contactId != null && !contactId.isNull() && !body.has("contactDetails")) {
            body.set("contactDetails", addressee(call, contactId.asString()));
        }
        return shown(write(call, body, invoice));
    }

    private ObjectNode get(Call call) {
        ObjectNode invoice = find(call);
        return shown(invoice).set("totalSummary", Totals.of(invoice).summary());
    }

    private ObjectNode write(Call call, ObjectNode body, ObjectNode invoice) {
        if (body.get("contactDetails") instanceof ObjectNode contact) {
            store.records("contacts").require(call, contact.get("id").asString());
        }
        Documents.merge(body, invoice);
        for (JsonNode item : invoice.get("invoiceItems")) {
            if (!item.has("_id")) {
                ((ObjectNode) item).put("_id", IdShape.HEX.next()).withArrayProperty("taxes");
            }
        }
        Totals totals = Totals.of(invoice);
        invoice.put("total", totals.total())
                .put(
                        "amountDue",
                        totals.total().subtract(invoice.get("amountPaid").decimalValue()));
        return store.stamp(invoice, "updatedAt");
    }

    private ObjectNode find(Call call) {
        String id = call.hole("invoiceId");
        return invoices.all(call)
                .filter(invoice -> invoice.get("_id").asString().equals(id))
                .findFirst()
                .map(invoices::draft)
                .orElseThrow(() -> Refusal.badRequest("Unable to find an invoice with the given invoice id"));
    }

    private ObjectNode addressee(Call call, String contactId) {
        ObjectNode contact = store.records("contacts").require(call, contactId);
        return Answers.empty()
                .put("id", contactId)
                .put("name", ContactViews.name(contact))
                .put("phoneNo", contact.path("phone").asString(""))
                .put("email", contact.path("email").asString(""));
    }

    private String next(Call call) {
        int last = invoices.all(call)
                .map(invoice -> invoice.path("invoiceNumber").asString(""))
                .filter(number -> number.matches("\\d{1,9}"))
                .mapToInt(Integer::parseInt)
                .max()
                .orElse(0);
        return Integer.toString(last + 1);
    }

    private static ObjectNode shown(ObjectNode invoice) {
        return invoice.deepCopy().without("sentTo");
    }
}
