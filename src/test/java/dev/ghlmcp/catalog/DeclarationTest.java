package dev.ghlmcp.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ghlmcp.catalog.endpoint.BodyFormat;
import dev.ghlmcp.operation.annotation.Company;
import dev.ghlmcp.operation.annotation.Composite;
import dev.ghlmcp.operation.annotation.Delete;
import dev.ghlmcp.operation.annotation.Form;
import dev.ghlmcp.operation.annotation.Get;
import dev.ghlmcp.operation.annotation.Location;
import dev.ghlmcp.operation.annotation.Place;
import dev.ghlmcp.operation.annotation.Post;
import dev.ghlmcp.operation.annotation.Put;
import dev.ghlmcp.operation.annotation.Query;
import dev.ghlmcp.operation.annotation.SentAs;
import dev.ghlmcp.operation.annotation.Tool;
import dev.ghlmcp.operation.annotation.Toolset;
import dev.ghlmcp.operation.annotation.WholeBody;
import dev.ghlmcp.operation.annotation.Wire;
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

    @Get("/things/{thingId}")
    @Tool("Read a thing.")
    record NamedInPath(@Wire("id") String thingId) {}

    @Get("/things/{thingId}")
    @Tool("Read a thing.")
    record EncodedInPath(@SentAs(Form.TEXT) Integer thingId) {}

    @Put("/things/{thingId}")
    @Tool("Change a thing.")
    record PathInQuery(@Query String thingId) {}

    @Put("/things/{thingId}")
    @Tool("Change a thing.")
    record PathAsBody(@WholeBody String thingId) {}

    @Get("/things/")
    @Location(Place.QUERY)
    @Tool("List things.")
    record TwoLocations(String locationId) {}

    @Get("/things/")
    @Company(Place.QUERY)
    @Tool("List things.")
    record TwoCompanies(String companyId) {}

    @Get("/things/")
    @Tool("List things.")
    record QueryOfGet(@Query String word) {}

    @Get("/things/")
    @Tool("List things.")
    record BodyOfGet(@WholeBody List<String> words) {}

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
        assertEquals(BodyFormat.JSON, endpoint.body());
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

    @Test
    void wantsNoAnnotationThatWouldSayNothing() {
        refuses(NamedInPath.class, "has @Wire on thingId, which travels in the path");
        refuses(EncodedInPath.class, "has @SentAs on thingId, which travels in the path");
        refuses(PathInQuery.class, "has @Query on thingId, which travels in the path");
        refuses(PathAsBody.class, "has @WholeBody on thingId, which travels in the path");
        refuses(QueryOfGet.class, "has @Query on word, which travels in the query");
        refuses(BodyOfGet.class, "has @WholeBody on words, which travels in the query");
        refuses(TwoLocations.class, "has a component locationId beside the one that its annotation adds");
        refuses(TwoCompanies.class, "has a component companyId beside the one that its annotation adds");
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
