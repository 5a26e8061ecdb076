package dev.ghlmcp.mcp.overview;

import dev.ghlmcp.catalog.Overview;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.ToolHandler;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.time.BookedTimes;
import dev.ghlmcp.mcp.time.LocalTimes;
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `get_contact_overview`: one contact with everything around it, in two rounds of reads.
///
/// @param entries what `tools/list` says of each tool
/// @param clock tells past appointments from next ones
public record ContactOverview(Function<String, JsonNode> entries, Clock clock) implements ToolHandler {
    private static final int OPPORTUNITIES = 20;

    @Override
    public String name() {
        return Overview.CONTACT;
    }

    @Override
    public JsonNode entry() {
        return entries.apply(Overview.CONTACT);
    }

    @Override
    public String toolset() {
        return Overview.toolset(Overview.CONTACT);
    }

    @Override
    public ToolResult call(CallerTools tools, ObjectNode arguments) {
        try (PartialReads reads = new PartialReads(Overview.CONTACT, tools, arguments)) {
            return read(reads, arguments.path("contactId").asString());
        } catch (InterruptedException _) {
            return PartialReads.cancelled();
        }
    }

    private ToolResult read(PartialReads reads, String id) throws InterruptedException {
        Future<ToolResult> person = reads.start("get_contact", of(reads, id));
        Future<ZoneId> zone = reads.startZone();
        Future<ToolResult> notes = reads.start("list_contact_notes", of(reads, id));
        Future<ToolResult> tasks = reads.start("list_contact_tasks", of(reads, id));
        Future<ToolResult> booked = reads.start("list_contact_appointments", of(reads, id));
        Future<ToolResult> deals = reads.start(
                "search_opportunities", of(reads, id).put("status", "open").put("limit", OPPORTUNITIES));
        Future<ToolResult> talks =
                reads.start("search_conversations", of(reads, id).put("limit", 1));
        ToolResult found = reads.result(person);
        if (found.error()) {
            return found;
        }
        JsonNode contact = found.json().path("contact");
        LocalTimes times = new LocalTimes(reads.zone(zone));
        BookedTimes appointments =
                BookedTimes.of(reads.json("appointments", booked).path("events"), times, clock.instant());
        Map<String, Future<ToolResult>> said = new LinkedHashMap<>();
        for (JsonNode one : appointments.shown()) {
            String event = one.path("id").asString("");
            said.put(
                    event,
                    reads.start("list_appointment_notes", reads.arguments().put("appointmentId", event)));
        }
        Map<String, JsonNode> notesOn = new LinkedHashMap<>();
        for (Map.Entry<String, Future<ToolResult>> one : said.entrySet()) {
            notesOn.put(
                    one.getKey(),
                    reads.json("notesOnAppointments", one.getValue()).path("notes"));
        }
        ContactSections sections = new ContactSections(times, reads);
        ObjectNode overview = Json.MAPPER.createObjectNode();
        overview.set("contact", sections.contact(contact));
        sections.tasks(overview, reads.json("openTasks", tasks).path("tasks"));
        sections.notes(overview, reads.json("notes", notes).path("notes"), notesOn);
        sections.appointments(overview, appointments);
        sections.opportunities(overview, reads.json("opportunities", deals).path("opportunities"));
        sections.lastMessage(
                overview, reads.json("lastMessage", talks).path("conversations").path(0));
        reads.finish(overview, found.json());
        return ToolResult.answer(found.outcome(), overview);
    }

    private static ObjectNode of(PartialReads reads, String contact) {
        return reads.arguments().put("contactId", contact);
    }
}
