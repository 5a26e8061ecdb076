package dev.ghlmcp.catalog;

import dev.ghlmcp.operation.annotation.Default;
import dev.ghlmcp.operation.annotation.Doc;
import dev.ghlmcp.operation.annotation.Limit;
import dev.ghlmcp.operation.annotation.Location;
import dev.ghlmcp.operation.annotation.OneOf;
import dev.ghlmcp.operation.annotation.Place;
import dev.ghlmcp.operation.annotation.Required;
import dev.ghlmcp.operation.annotation.Tool;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The tools that call several operations and answer what these say together. They are no operations themselves and
/// are not counted among them.
public sealed interface Overview {
    /// The tool that tells about one contact.
    String CONTACT = "get_contact_overview";

    /// The tool that adds up opportunities.
    String PIPELINES = "get_pipeline_summary";

    /// What declares them.
    List<Class<? extends Overview>> RECORDS = List.of(GetContactOverview.class, GetPipelineSummary.class);

    /// Those of them that a list has.
    ///
    /// @param entries what `tools/list` says, by name
    static List<ToolDefinition> tools(Map<String, JsonNode> entries) {
        return RECORDS.stream()
                .map(record -> new Declaration(record, Generation.DATED).name())
                .filter(entries::containsKey)
                .map(name -> ToolDefinition.of(entries.get(name), toolset(name)))
                .toList();
    }

    /// The toolset of one of them.
    static String toolset(String name) {
        return name.equals(CONTACT) ? "contacts" : "opportunities";
    }

    @Location(Place.QUERY)
    @Tool(
            value = "Read a contact with owner, custom fields, open tasks, notes, appointments, open opportunities and"
                    + " last message, all by name.",
            readOnly = true)
    record GetContactOverview(@Required String contactId) implements Overview {}

    @Location(Place.QUERY)
    @Tool(value = "Sum up pipelines: count, value and longest idle opportunities of each stage.", readOnly = true)
    record GetPipelineSummary(
            @Doc("Name, or id from list_pipelines; all if omitted")
            String pipelineId,

            @Default("\"open\"") @OneOf({"open", "won", "lost", "abandoned", "all"})
            String status,

            @Doc("Owner, from search_users") String assignedTo,
            String campaignId,

            @Doc("How many to name") @Default("1") @Limit(min = 0, max = 20)
            Integer oldest)
            implements Overview {}
}
