package dev.ghlmcp.sync.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.catalog.ToolView;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.sync.Expression;
import dev.ghlmcp.sync.Sync;
import dev.ghlmcp.sync.SyncCsv;
import dev.ghlmcp.sync.SyncInput;
import dev.ghlmcp.sync.SyncMapping;
import dev.ghlmcp.sync.SyncStep;
import dev.ghlmcp.sync.SyncVariables;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Headings against a mapping, and a mapping made of headings.
class CsvColumnsTest {
    private static final List<String> HATS = List.of(
            "Is Company?",
            "First Name",
            "Type",
            "Last Name",
            "Company Name",
            "Primary E-mail Address",
            "Other E-mail Addresses",
            "Primary Phone Number",
            "Address Line 1",
            "Address Line 2",
            "City",
            "State",
            "ZIP Code",
            "Country",
            "Birthday",
            "Website",
            "Tags");

    private static Sync sync(String id, String with) {
        return new Sync(
                "s",
                null,
                null,
                SyncCsv.STANDARD,
                Expression.of("id", id),
                null,
                null,
                null,
                List.of(new SyncStep("upsert_contact", null, Expression.of("with", with), null, Map.of(), Set.of())),
                List.of(),
                false,
                true,
                Set.of());
    }

    @Test
    void columnsThatTheMappingNamesAreHeldAgainstTheFile() {
        Sync sync = sync("$lowercase($$.Email)", """
                ( $d := $replace(`Phone Number`, /[^0-9+a-z]/, "");   /* a phone, not a Fax */
                  { "firstName": `First Name`, "city": City ? City : 'No City', "phone": $d,
                    "x": $linked.status = "draft" and $exists(State) and Count / Parts > 2 ? null : true } )
                """);
        assertEquals(
                List.of("Phone Number", "City", "State", "Count", "Parts"),
                CsvColumns.missing(sync, List.of("Email", "First Name", "Note")));
        assertEquals(List.of("Note", "status"), CsvColumns.unused(sync, List.of("Email", "Note", "City", "status")));
    }

    @Test
    void aMappingIsProposedByNearestNames() {
        JsonNode schema = ToolView.load().entries().get("upsert_contact").at("/inputSchema/properties");
        String yaml = new ProposedSync("17hats-customers", "upsert_contact", schema, HATS).yaml();
        JsonNode entry = YAMLMapper.builder().build().readTree(yaml).at("/syncs/17hats-customers");
        Sync proposed =
                sync(entry.path("id").asString(), entry.at("/steps/0/with").asString());
        assertTrue(CsvColumns.missing(proposed, HATS).isEmpty(), yaml);
        SyncInput input = new SyncInput(Json.MAPPER.readTree("""
                        {"First Name": "Ada", "Last Name": "Okafor", "Company Name": "",
                         "Primary E-mail Address": " Ada@Example.com ", "Primary Phone Number": "207", "City": "Rome",
                         "Address Line 1": "Elm St 4", "State": "ME", "ZIP Code": "04101", "Country": "US",
                         "Birthday": "", "Website": "ada.example", "Tags": "x", "Other E-mail Addresses": "b@x.example",
                         "Type": "client", "Is Company?": "no", "Address Line 2": ""}
                        """), Map.of());
        SyncMapping mapping = new SyncMapping(proposed);
        assertEquals("ada@example.com", mapping.externalId(input));
        assertEquals(
                Json.MAPPER.readTree("""
                        {"firstName": "Ada", "lastName": "Okafor", "email": "ada@example.com", "phone": "207",
                         "address1": "Elm St 4", "city": "Rome", "state": "ME", "postalCode": "04101", "country": "US",
                         "website": "ada.example"}
                        """),
                mapping.arguments(proposed.steps().getFirst(), input, SyncVariables.before(input)));
        assertTrue(yaml.contains("\"companyName\": `Company Name`"), yaml);
        assertTrue(yaml.contains("\"dateOfBirth\": Birthday"), yaml);
        assertTrue(
                yaml.contains(
                        "# Columns that no argument is near to: Is Company?, Type, Other E-mail Addresses, Address"
                                + " Line 2, Tags"),
                yaml);
    }

    @Test
    void headingsThatAreHardToNameAreNamed() {
        JsonNode schema = Json.MAPPER.readTree("{\"title\":{\"type\":\"string\"},\"total\":{\"type\":\"number\"}}");
        String yaml = new ProposedSync("my sync", "t", schema, List.of("Title`s", "in", "Order ID", "Total's")).yaml();
        JsonNode entry = YAMLMapper.builder().build().readTree(yaml).at("/syncs/my sync");
        Sync proposed =
                sync(entry.path("id").asString(), entry.at("/steps/0/with").asString());
        SyncInput input = new SyncInput(
                Json.MAPPER.readTree("{\"Title`s\":\"x\",\"in\":\"\",\"Order ID\":\" 7 \",\"Total's\":\" 2.5\"}"),
                Map.of());
        assertEquals("7", new SyncMapping(proposed).externalId(input));
        assertEquals(
                "{\"title\":\"x\",\"total\":2.5}",
                new SyncMapping(proposed)
                        .arguments(proposed.steps().getFirst(), input, SyncVariables.before(input))
                        .toString());
    }
}
