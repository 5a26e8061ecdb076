package dev.ghlmcp.sandbox;

import dev.ghlmcp.catalog.Json;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints under `/invoices` that create, change and read one. The sub-account stands in `altId`.
record Invoices(Store store, InstantSource clock) {
    private static final Fields OWNER = Fields.of("altId:string! altType:location|!");
    private static final Fields TAX = Fields.of(
            "_id:string! name:string! rate:number! calculation:exclusive|" + " description:string taxId:string");
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

    List<Route> routes() {
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
        Located invoices = invoices(body);
        store.records("locations").require(invoices.location());
        ObjectNode invoice = Json.MAPPER
                .createObjectNode()
                .put("status", "draft")
                .put("amountPaid", 0)
                .put("title", "INVOICE")
                .put("dueDate", body.get("issueDate").asString())
                .put("automaticTaxesEnabled", false)
                .put("automaticTaxesCalculated", false)
                .put("invoiceNumber", next(invoices))
                .put("createdAt", now());
        invoice.putObject("paymentSchedule");
        body.set("invoiceItems", body.remove("items"));
        return shown(invoices.add(write(body, invoice, invoices.location())));
    }

    private ObjectNode update(Call call) {
        ObjectNode body = call.body().deepCopy();
        ObjectNode invoice = find(call, body);
        if (body.hasNonNull("contactId") && !body.has("contactDetails")) {
            body.set(
                    "contactDetails",
                    addressee(
                            body.get("contactId").asString(), body.get("altId").asString()));
        }
        body.remove("contactId");
        return shown(write(body, invoice, body.get("altId").asString()));
    }

    private ObjectNode get(Call call) {
        ObjectNode invoice = find(call, call.query());
        ObjectNode answer = shown(invoice);
        answer.set("totalSummary", Totals.of(invoice).summary());
        return answer;
    }

    private ObjectNode write(ObjectNode body, ObjectNode invoice, String location) {
        if (body.get("contactDetails") instanceof ObjectNode contact) {
            contact(contact.get("id").asString(), location);
        }
        body.forEachEntry((name, value) -> {
            if (value.isNull()) {
                invoice.remove(name);
            } else {
                invoice.set(name, value);
            }
        });
        for (JsonNode item : invoice.get("invoiceItems")) {
            if (!item.has("_id")) {
                ((ObjectNode) item).put("_id", IdShape.HEX.next()).withArrayProperty("taxes");
            }
        }
        Totals totals = Totals.of(invoice);
        return invoice.put("total", totals.total())
                .put(
                        "amountDue",
                        totals.total().subtract(invoice.get("amountPaid").decimalValue()))
                .put("updatedAt", now());
    }

    private ObjectNode find(Call call, ObjectNode owner) {
        String id = call.hole("invoiceId");
        ObjectNode invoice =
                invoices(owner).find(other -> other.get("_id").asString().equals(id));
        if (invoice == null) {
            throw Refusal.badRequest("Unable to find an invoice with the given invoice id");
        }
        return invoice;
    }

    private ObjectNode addressee(String contactId, String location) {
        ObjectNode contact = contact(contactId, location);
        return Json.MAPPER
                .createObjectNode()
                .put("id", contactId)
                .put("name", ContactViews.name(contact))
                .put("phoneNo", contact.path("phone").asString(""))
                .put("email", contact.path("email").asString(""));
    }

    private ObjectNode contact(String id, String location) {
        return new Located(store.records("contacts"), "locationId", location).require(id);
    }

    private Located invoices(ObjectNode owner) {
        return new Located(
                store.records("invoices"), "altId", owner.get("altId").asString());
    }

    private static String next(Located invoices) {
        int last = invoices.stream()
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

    private String now() {
        return Moment.iso(clock.instant());
    }
}
