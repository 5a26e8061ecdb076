package dev.ghlmcp.mcp.confirm;

import dev.ghlmcp.text.ForeignText;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// What a record says of itself, cleaned and cut.
final class RecordText {
    /// Members that name a record, the best first.
    private static final List<String> NAMES =
            List.of("name", "contactName", "fullName", "title", "subject", "body", "email", "phone", "key");

    /// Members that say how much an invoice, an estimate or an order is about, the one that counts first.
    private static final List<String> AMOUNTS = List.of("amountDue", "total", "amount");

    private RecordText() {}

    /// Its name; empty if it has none.
    static String name(JsonNode record) {
        String full = (record.path("firstName").asString("") + " "
                        + record.path("lastName").asString(""))
                .strip();
        return Stream.concat(Stream.of(full), NAMES.stream().map(name -> text(record, name)))
                .map(name -> ForeignText.line(name, RecordNames.MAX_NAME))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }

    /// The amount and the customer, such as `, total 250 USD, to "Priya Raman" [priya@example.com]`.
    static String facts(JsonNode record) {
        String amount = AMOUNTS.stream()
                .filter(name -> record.path(name).isNumber())
                .findFirst()
                .map(name -> (", " + name + " " + record.path(name) + " " + line(record, "currency")).stripTrailing())
                .orElse("");
        JsonNode to = record.path("contactDetails");
        List<String> ways = Stream.of(line(to, "email"), line(to, "phoneNo"))
                .filter(way -> !way.isEmpty())
                .toList();
        return to.isObject()
                ? amount + ", to \"" + line(to, "name") + '"' + (ways.isEmpty() ? "" : " " + ways)
                : amount;
    }

    private static String line(JsonNode record, String member) {
        return ForeignText.line(text(record, member), RecordNames.MAX_NAME);
    }

    private static String text(JsonNode record, String member) {
        return record.path(member).isString() ? record.path(member).stringValue() : "";
    }
}
