package dev.ghlmcp.operation;

import static dev.ghlmcp.operation.annotation.Paging.SKIP;
import static dev.ghlmcp.operation.annotation.Place.BODY;
import static dev.ghlmcp.operation.annotation.Place.QUERY;

import dev.ghlmcp.operation.annotation.*;
import java.util.List;

/// Rooms and equipment that the appointments of service calendars take up.
@Toolset(value = "calendars", version = "2021-04-15")
@Scope("calendars/resources")
public sealed interface CalendarResources extends Operation {

    @Get("/calendars/resources/{resourceType}")
    @Location(QUERY)
    @Pages(value = "items", by = SKIP)
    @Tool("List the rooms or the equipment that service calendars can book.")
    @Yields("resourceId")
    record ListCalendarResources(
            @OneOf({"equipments", "rooms"}) String resourceType,
            @Default("20") @Limit(min = 1) Integer limit,
            @Default("0") @Limit(min = 0) Integer skip)
            implements CalendarResources {}

    @Get("/calendars/resources/{resourceType}/{resourceId}")
    @Tool("Read one room or kind of equipment, with the calendars that use it.")
    record GetCalendarResource(
            @OneOf({"equipments", "rooms"}) String resourceType, String resourceId) implements CalendarResources {}

    @Post("/calendars/resources/{resourceType}")
    @Location(BODY)
    @Tool("Create a room or a kind of equipment for service calendars.")
    @Needs(argument = "resourceType", is = "equipments", needs = "quantity")
    @Needs(argument = "resourceType", is = "equipments", needs = "outOfService")
    @Needs(argument = "resourceType", is = "equipments", needs = "calendarIds", items = 1)
    @Needs(argument = "resourceType", is = "rooms", needs = "capacity")
    record CreateCalendarResource(
            @OneOf({"equipments", "rooms"}) String resourceType,
            @Required String name,
            @Required String description,

            @Doc("From list_calendars; one for equipments") @Required @Limit(max = 100)
            List<String> calendarIds,

            @Doc("Needed for equipments") Integer quantity,
            @Doc("Needed for equipments") Integer outOfService,
            @Doc("Needed for rooms") Integer capacity)
            implements CalendarResources {}

    @Put("/calendars/resources/{resourceType}/{resourceId}")
    @Location(value = BODY, optional = true)
    @Tool("Change a room or kind of equipment, its numbers or its calendars.")
    @Needs(argument = "resourceType", is = "equipments", needs = "calendarIds", items = 1, ifGiven = true)
    record UpdateCalendarResource(
            @OneOf({"equipments", "rooms"}) String resourceType,
            String resourceId,
            String name,
            String description,

            @Doc("From list_calendars; one for equipments") @Limit(max = 100)
            List<String> calendarIds,

            Integer quantity,
            Integer outOfService,
            Integer capacity,
            Boolean isActive)
            implements CalendarResources {}

    @Delete("/calendars/resources/{resourceType}/{resourceId}")
    @Tool("Delete a room or kind of equipment for good.")
    record DeleteCalendarResource(
            @OneOf({"equipments", "rooms"}) String resourceType, String resourceId) implements CalendarResources {}
}
