package dev.ghlmcp.mcp.composite;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.endpoint.Endpoint;
import dev.ghlmcp.catalog.endpoint.Parameter;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Creates or replaces an invoice, by two requests whose fields differ. A field that the chosen request does not have
/// is refused, not dropped.
///
/// @param highLevel sends the request
/// @param tool      whose first endpoint creates, and whose last replaces
/// @param given     the arguments, valid against the tool's schema
record InvoiceUpsert(HighLevelClient highLevel, ToolDefinition tool, ObjectNode given) {
    private static final List<String> CREATING = List.of("contactDetails", "businessDetails");
    private static final List<String> REPLACING = List.of("dueDate");

    Reply call() {
        boolean replacing = given.hasNonNull("invoiceId");
        Endpoint endpoint =
                replacing ? tool.endpoints().getLast() : tool.endpoints().getFirst();
        ObjectNode arguments = given.deepCopy();
        if (!replacing) {
            arguments.remove("invoiceId");
        }
        List<String> complaints = new ArrayList<>();
        for (String name : replacing ? REPLACING : CREATING) {
            if (!arguments.hasNonNull(name)) {
                complaints.add(name + " is needed to " + (replacing ? "replace an invoice" : "create an invoice"));
            }
        }
        if (!replacing && arguments.valueStream().anyMatch(JsonNode::isNull)) {
            complaints.add("clear is for a draft that is replaced: give invoiceId, or leave it out");
        }
        List<String> known = endpoint.parameters().stream().map(Parameter::name).toList();
        for (String name : arguments.propertyNames()) {
            if (!known.contains(name)) {
                complaints.add(name
                        + (replacing
                                ? " can only be set when an invoice is created: leave it out"
                                : " can only be set when a draft is replaced: give invoiceId, or leave it out"));
            }
        }
        if (!complaints.isEmpty()) {
            return new Failure.Unsendable(String.join("; ", complaints));
        }
        derive(arguments, replacing);
        return highLevel.call(tool, endpoint, arguments);
    }

    /// HighLevel requires these values twice: here and in the contact's details. It requires a phone number as well,
    /// which may be empty.
    private static void derive(ObjectNode arguments, boolean replacing) {
        JsonNode contact = arguments.path("contactDetails");
        if (contact instanceof ObjectNode details && !details.hasNonNull("phoneNo")) {
            details.put("phoneNo", "");
        }
        if (replacing) {
            if (contact.has("id")) {
                arguments.set("contactId", contact.get("id"));
            }
        } else if (!arguments.hasNonNull("sentTo")) {
            arguments.putObject("sentTo").putArray("email").add(contact.path("email"));
        }
    }
}
