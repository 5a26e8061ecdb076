package dev.ghlmcp.mcp.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.catalog.Catalog;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.json.Json;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// What `fields` keeps.
class ProjectionTest {
    private static final ToolDefinition TOOL = Catalog.load().find("search_contacts");

    @Test
    void thousandsOfNamesLeadWhereFewDo() {
        ObjectNode result = Json.MAPPER.createObjectNode().put("total", 300);
        for (int i = 0; i < 300; i++) {
            ObjectNode contact =
                    result.withArray("contacts").addObject().put("id", "id" + i).put("email", "e");
            IntStream.range(0, 30).forEach(member -> contact.put("member" + member, member));
        }
        List<String> names = Stream.concat(
                        Stream.of("email", "contacts.member1"),
                        IntStream.range(0, 9_000).mapToObj(i -> "contacts.member1.nothing" + i))
                .toList();
        Projection few = Projection.of(TOOL, result, names.subList(0, 2));
        Projection many = Projection.of(TOOL, result, names);
        assertEquals(
                "{\"id\":\"id0\",\"email\":\"e\",\"member1\":1}",
                few.kept().at("/contacts/0").toString());
        assertEquals(few.kept(), many.kept());
        assertEquals(9_000, many.missing().size());
    }
}
