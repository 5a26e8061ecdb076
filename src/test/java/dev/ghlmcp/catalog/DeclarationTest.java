package dev.ghlmcp.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.operation.annotation.Composite;
import dev.ghlmcp.operation.annotation.Delete;
import dev.ghlmcp.operation.annotation.Get;
import dev.ghlmcp.operation.annotation.Location;
import dev.ghlmcp.operation.annotation.Place;
import dev.ghlmcp.operation.annotation.Post;
import dev.ghlmcp.operation.annotation.Tool;
import dev.ghlmcp.operation.annotation.Toolset;
import dev.ghlmcp.operation.annotation.WholeBody;
import java.util.List;
import org.junit.jupiter.api.Test;

@Toolset(value = "things", version = "2021-07-28")
class DeclarationTest {
    @Get("/things/{thingId}")
    @Tool("Read a thing.")
    record Unfilled(String id) {}

    @Get("/things/")
    @Delete("/things/")
    @Tool("Read or delete, who knows.")
    record TwoVerbs() {}

    @Tool("Do nothing.")
    record NoVerb() {}

    @Composite({})
    @Post("/things/")
    @Tool("Do one of many things.")
    record CompositeWithVerb() {}

    @Get("/things/")
    record Untold() {}

    @Get("/things/")
    @Location(Place.PATH)
    @Tool("List things.")
    record Lost() {}

    @Post("/things/{thingId}/parts")
    @Tool("Give a thing its parts.")
    record GiveParts(String thingId, @WholeBody List<String> parts) {}

    @Test
    void sendsEachArgumentWhereItBelongs() {
        var endpoint = new RequestDeclaration(GiveParts.class, Generation.DATED).endpoint(List.of());
        assertEquals(
                List.of("thingId PATH", "parts WHOLE_BODY"),
                endpoint.parameters().stream()
                        .map(parameter -> parameter.name() + " " + parameter.place())
                        .toList());
        assertTrue(endpoint.body());
    }

    @Test
    void namesTheHoleThatNothingFills() {
        refuses(Unfilled.class, "has no component for {thingId} of its path /things/{thingId}");
    }

    @Test
    void wantsExactlyOneRoute() {
        String complaint = "needs exactly one of @Get, @Post, @Put, @Delete or @Composite";
        refuses(TwoVerbs.class, complaint);
        refuses(NoVerb.class, complaint);
        refuses(CompositeWithVerb.class, complaint);
    }

    @Test
    void wantsASentenceAndAToolset() {
        refuses(Untold.class, "has no @Tool sentence");
        refuses(Homeless.ListThings.class, "stands in no @Toolset");
    }

    @Test
    void wantsTheHoleThatTheLocationFills() {
        refuses(Lost.class, "has no {locationId} in its path /things/");
    }

    private static void refuses(Class<?> operation, String complaint) {
        var failure = assertThrows(
                IllegalStateException.class, () -> new Declaration(operation, Generation.DATED).tool(List.of()));
        assertEquals(operation.getName() + " " + complaint, failure.getMessage());
    }
}

interface Homeless {
    @Get("/things/")
    @Tool("List things.")
    record ListThings() {}
}
