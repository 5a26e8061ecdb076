package dev.ghlmcp.mcp.reading;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.mcp.location.LocationNames.Listing;
import dev.ghlmcp.mcp.location.NameKind;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What of one answer a person would read otherwise than it is written: its times, and ids whose names are known
/// elsewhere. One walk finds them; they are written when zone and names are there. Days and names of contacts need
/// neither, and are written at once.
public final class AnswerReadings {
    /// Members of a custom field that have its value.
    public static final Set<String> CUSTOM_VALUES =
            Set.of("value", "fieldValue", "field_value", "fieldValueString", "fieldValueDate");

    private static final String FIELDS = "customFields";

    /// Cursors, which HighLevel must get back as they are.
    private static final Set<String> APART = Set.of("paging", "meta", "sort", "searchAfter");

    private record Time(ObjectNode holder, String name, Object point) {}

    private record Id(ObjectNode holder, String label, String id) {}

    private final List<Time> times = new ArrayList<>();
    private final Map<NameKind, List<Id>> ids = new EnumMap<>(NameKind.class);
    private boolean assumed;

    /// Tools whose answers have contacts that the caller did not name.
    private static final Set<String> COMERS = Set.of("list_calendar_events", "get_appointment", "get_conversation");

    private final ToolDefinition tool;

    private AnswerReadings(ToolDefinition tool) {
        this.tool = tool;
    }

    /// The members that one is made from which stands in no answer of HighLevel; none for others.
    ///
    /// @param path of it, step by step
    public static List<String> sources(List<String> path) {
        boolean custom = path.size() > 1 && path.get(path.size() - 2).equals(FIELDS);
        return switch (path.isEmpty() ? "" : path.getLast()) {
            case "pipelineName" -> List.of("pipelineId");
            case "pipelineStageName" -> List.of("pipelineStageId");
            case "calendarName" -> List.of("calendarId");
            case "assignedToName" -> List.of("assignedTo");
            case "assignedUserName" -> List.of("assignedUserId");
            case "userName" -> List.of("userId");
            case "contactName" -> List.of("contactId");
            case "typeName" -> List.of("type");
            case "name" -> custom ? List.of("id") : List.of("firstNameLowerCase", "lastNameLowerCase");
            default -> List.of();
        };
    }

    /// Finds them in a result.
    static AnswerReadings of(ToolDefinition tool, ObjectNode result) {
        AnswerReadings readings = new AnswerReadings(tool);
        readings.object(result);
        return readings;
    }

    /// Whether there are times that need the zone.
    boolean timed() {
        return !times.isEmpty();
    }

    /// Whether there were times without offset that were read in the zone.
    boolean assumed() {
        return assumed;
    }

    /// What needs names.
    Set<NameKind> kinds() {
        return ids.keySet();
    }

    /// The ids that need names.
    Collection<String> ids(NameKind kind) {
        Set<String> all = new HashSet<>();
        ids.get(kind).forEach(one -> all.add(one.id()));
        return all;
    }

    /// Writes the times with their offset.
    ///
    /// @param zone null if it is not known; then milliseconds are written in UTC, and what has no offset stays so
    void write(ZoneId zone) {
        for (Time time : times) {
            if (zone != null) {
                time.holder().put(time.name(), AnswerTimes.text(time.point(), zone));
                assumed |= time.point() instanceof LocalDateTime;
            } else if (time.point() instanceof Instant at) {
                time.holder().put(time.name(), at.toString());
            }
        }
    }

    /// Writes the names beside the ids.
    void write(NameKind kind, Listing listing) {
        for (Id one : ids.get(kind)) {
            String name = listing.names().get(one.id());
            if (name != null) {
                one.holder().put(one.label(), name);
            }
            if (kind == NameKind.CUSTOM_FIELD && listing.days().contains(one.id())) {
                for (String value : CUSTOM_VALUES) {
                    String day = AnswerTimes.day(one.holder().path(value));
                    if (day != null) {
                        one.holder().put(value, day);
                    }
                }
            }
        }
    }

    private void inner(String name, JsonNode value) {
        if (value instanceof ArrayNode list) {
            for (JsonNode item : list) {
                if (item instanceof ObjectNode object) {
                    if (name.equals(FIELDS)) {
                        id(NameKind.CUSTOM_FIELD, object, "id", "name");
                    } else {
                        object(object);
                    }
                }
            }
        } else if (value instanceof ObjectNode object) {
            object(object);
        }
    }

    private void object(ObjectNode object) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (member.getValue().isContainer() && !APART.contains(member.getKey())) {
                inner(member.getKey(), member.getValue());
            }
        }
        members(object);
    }

    private void members(ObjectNode object) {
        PersonNames.write(object);
        TypeWords.write(tool, object);
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = member.getKey();
            switch (name) {
                case "pipelineId" -> id(NameKind.PIPELINE, object, name, "pipelineName");
                case "pipelineStageId" -> id(NameKind.PIPELINE, object, name, "pipelineStageName");
                case "calendarId" -> id(NameKind.CALENDAR, object, name, "calendarName");
                case "assignedTo" -> id(NameKind.USER, object, name, "assignedToName");
                case "assignedUserId" -> id(NameKind.USER, object, name, "assignedUserName");
                case "userId" -> id(NameKind.USER, object, name, "userName");
                case "contactId" -> {
                    if (COMERS.contains(tool.name())) {
                        id(NameKind.CONTACT, object, name, "contactName");
                    }
                }
                default -> {
                    if (AnswerTimes.named(name)) {
                        time(object, member);
                    }
                }
            }
        }
    }

    private void time(ObjectNode object, Map.Entry<String, JsonNode> member) {
        boolean invoiced = member.getKey().equals("dueDate") && object.has("issueDate");
        String day =
                invoiced ? AnswerTimes.day(member.getValue()) : AnswerTimes.day(member.getKey(), member.getValue());
        Object point = day == null ? AnswerTimes.point(member.getValue()) : null;
        if (day != null) {
            member.setValue(object.stringNode(day));
        } else if (point != null) {
            times.add(new Time(object, member.getKey(), point));
        }
    }

    private void id(NameKind kind, ObjectNode holder, String name, String label) {
        JsonNode id = holder.path(name);
        if (id.isString()
                && !holder.has(label)
                && !(kind == NameKind.USER && tool.toolset().equals("users"))) {
            ids.computeIfAbsent(kind, _ -> new ArrayList<>()).add(new Id(holder, label, id.stringValue()));
        }
    }
}
