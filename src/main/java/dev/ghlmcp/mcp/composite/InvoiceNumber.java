package dev.ghlmcp.mcp.composite;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.text.ForeignText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Finds the invoice of a contact that has the number of a new one, so that no number is billed twice. HighLevel's list
/// searches ids, names and addresses but no numbers, so that those of the contact are looked through.
///
/// @param tool      whose second endpoint lists the invoices of a contact
/// @param arguments valid against the tool's schema; `invoiceId` is put there if it is a draft, and else has to fit
record InvoiceNumber(HighLevelClient highLevel, ToolDefinition tool, ObjectNode arguments) {
    private static final int PAGE = 100;
    private static final int MAX = 1000;

    /// Why nothing may be sent; null if the invoice is new, or a draft that can be replaced.
    Failure resolve() {
        String number = arguments.path("invoiceNumber").asString("").strip();
        JsonNode contact = arguments.at("/contactDetails/id");
        if (number.isEmpty() || !contact.isString()) {
            return null;
        }
        ObjectNode list = Json.MAPPER.createObjectNode().put("contactId", contact.stringValue());
        list.put("altType", "location").put("limit", Integer.toString(PAGE));
        if (arguments.has("locationId")) {
            list.set("locationId", arguments.get("locationId"));
        }
        List<JsonNode> found = new ArrayList<>();
        for (int offset = 0; offset < MAX; offset += PAGE) {
            list.put("offset", Integer.toString(offset));
            switch (highLevel.call(tool, tool.endpoints().get(1), list)) {
                case Failure.Unauthorized _ -> {
                    return new Failure.Unsendable(
                            "HighLevel answered 401 to the list of the contact's invoices, so that"
                                    + " the number " + echo(number) + " may be taken: give the token the scope"
                                    + " invoices.readonly, or leave invoiceNumber out");
                }
                case Failure failure -> {
                    return failure;
                }
                case Reply.Answer answer -> {
                    JsonNode invoices = answer.body().path("invoices");
                    invoices.valueStream()
                            .filter(invoice -> has(invoice, number))
                            .forEach(found::add);
                    if (invoices.size() < PAGE) {
                        return judge(number, found);
                    }
                }
                default -> throw new IllegalStateException("a list of invoices is JSON");
            }
        }
        return new Failure.Unsendable("the contact has more than " + MAX + " invoices, too many to look for the number "
                + echo(number) + " in: give invoiceId, or leave invoiceNumber out");
    }

    private Failure judge(String number, List<JsonNode> all) {
        String meant = arguments.path("invoiceId").asString("");
        List<JsonNode> named = all.stream()
                .filter(one -> one.path("_id").asString("").equals(meant))
                .toList();
        List<JsonNode> found = named.isEmpty() ? all : named;
        if (!meant.isEmpty() && named.isEmpty() && !all.isEmpty()) {
            return new Failure.Unsendable("the number " + echo(number) + " is that of the invoice " + id(all.getFirst())
                    + ", not of invoiceId " + echo(meant) + ": correct one of them");
        }
        if (found.size() > 1) {
            List<String> each = found.stream()
                    .map(one -> id(one) + " (" + status(one) + ")")
                    .toList();
            return new Failure.Unsendable("the contact has " + found.size() + " invoices of the number " + echo(number)
                    + ": " + String.join(", ", each) + ". Give the invoiceId of the draft that is meant");
        }
        if (found.isEmpty()) {
            return null;
        }
        JsonNode invoice = found.getFirst();
        if (!invoice.path("status").asString("").equals("draft")) {
            return new Failure.Unsendable("the invoice of the number " + echo(number) + " is " + id(invoice)
                    + " and its status " + status(invoice) + ": only a draft can be replaced. A payment is recorded by"
                    + " record_invoice_payment, and void_invoice takes an invoice back");
        }
        arguments.set("invoiceId", invoice.get("_id"));
        if (!arguments.hasNonNull("dueDate") && invoice.path("dueDate").isString()) {
            // As a day: HighLevel answers a time.
            String due = invoice.get("dueDate").stringValue();
            arguments.put("dueDate", due.substring(0, Math.min(10, due.length())));
        }
        return null;
    }

    /// HighLevel's documents take the number as text, and answer it as a number, which loses zeros in front.
    private boolean has(JsonNode invoice, String number) {
        JsonNode known = invoice.path("invoiceNumber");
        if (known.isNumber()) {
            return number.matches("\\d{1,30}") && new BigDecimal(number).compareTo(known.decimalValue()) == 0;
        }
        String prefix = arguments.path("invoiceNumberPrefix").asString("");
        String text = known.asString("").strip();
        return text.equals(number) || text.equals(prefix + number);
    }

    private static String id(JsonNode invoice) {
        return echo(invoice.path("_id").asString(""));
    }

    private static String status(JsonNode invoice) {
        return echo(invoice.path("status").asString("unknown"));
    }

    private static String echo(String text) {
        return ForeignText.quoted(text);
    }
}
