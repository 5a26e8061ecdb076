package dev.ghlmcp.catalog.endpoint;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.operation.annotation.Form;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// What becomes of an argument's value on its way to HighLevel.
public sealed interface Encoding {
    /// The value in HighLevel's form; an explicit null stays one.
    ///
    /// @param argument names the argument in complaints
    /// @throws IllegalArgumentException with a sentence for the caller if the value has no such form
    default JsonNode encode(String argument, JsonNode value) {
        return value.isNull() ? value : encoded(argument, value);
    }

    /// The form of a value that is there.
    JsonNode encoded(String argument, JsonNode value);

    /// It is sent as it is.
    record Plain() implements Encoding {
        @Override
        public JsonNode encoded(String argument, JsonNode value) {
            return value;
        }
    }

    /// Every item of a list is encoded.
    record Each(Encoding item) implements Encoding {
        @Override
        public JsonNode encoded(String argument, JsonNode value) {
            ArrayNode items = Json.MAPPER.createArrayNode();
            value.forEach(each -> items.add(item.encode(argument, each)));
            return items;
        }
    }

    /// Members of an object have other names or forms.
    ///
    /// @param members by the caller's name; those not named stay as they are
    record Members(Map<String, Member> members) implements Encoding {
        /// One that has another name or form.
        ///
        /// @param wire what HighLevel calls it
        public record Member(String wire, Encoding encoding) {}

        @Override
        public JsonNode encoded(String argument, JsonNode value) {
            ObjectNode object = Json.MAPPER.createObjectNode();
            value.properties().forEach(entry -> {
                Member member = members.get(entry.getKey());
                if (member == null) {
                    object.set(entry.getKey(), entry.getValue());
                } else {
                    String path = argument + "." + entry.getKey();
                    object.set(member.wire(), member.encoding().encode(path, entry.getValue()));
                }
            });
            return object;
        }
    }

    /// A form that HighLevel wants. Times come in their plain ISO form.
    record As(Form form) implements Encoding {
        private static final DateTimeFormatter US_DATE = DateTimeFormatter.ofPattern("MM-dd-yyyy");

        @Override
        public JsonNode encoded(String argument, JsonNode value) {
            String text = value.asString("");
            try {
                return switch (form) {
                    case EPOCH_MILLIS ->
                        LongNode.valueOf(OffsetDateTime.parse(text).toInstant().toEpochMilli());
                    case EPOCH_SECONDS ->
                        LongNode.valueOf(OffsetDateTime.parse(text).toEpochSecond());
                    case UTC ->
                        StringNode.valueOf(
                                text.endsWith("Z")
                                        ? text
                                        : OffsetDateTime.parse(text).toInstant().toString());
                    case US_DATE -> StringNode.valueOf(LocalDate.parse(text).format(US_DATE));
                    case DATE_AT_MIDNIGHT -> StringNode.valueOf(LocalDate.parse(text) + "T00:00:00.000Z");
                    case COMMA_LIST ->
                        StringNode.valueOf(
                                value.valueStream().map(JsonNode::asString).collect(Collectors.joining(",")));
                    case TEXT -> StringNode.valueOf(value.asString());
                };
            } catch (DateTimeException _) {
                throw new IllegalArgumentException(argument + " is not a time: '" + text + "'");
            }
        }
    }

    /// It is a file, which is read before the request is made.
    record File() implements Encoding {
        @Override
        public JsonNode encoded(String argument, JsonNode value) {
            return value;
        }
    }

    /// How many words the text of an HTML argument has.
    record WordCount() implements Encoding {
        @Override
        public JsonNode encoded(String argument, JsonNode value) {
            String text = value.asString().replaceAll("<[^>]*>|&nbsp;", " ").strip();
            return LongNode.valueOf(text.isEmpty() ? 0 : text.split("\\s+").length);
        }
    }
}
