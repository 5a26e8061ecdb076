package dev.ghlmcp.operation;

/// Something HighLevel can be asked to do. Each operation is a record nested in its category: the annotations say
/// which request it is, the components are the arguments. The `permits` lists are the only catalogue there is.
public sealed interface Operation
        permits Contacts,
                ContactTasks,
                Calendars,
                Appointments,
                CalendarResources,
                Opportunities,
                Users,
                Conversations,
                Businesses,
                Workflows,
                Snapshots,
                Campaigns,
                Locations,
                Companies,
                Associations,
                Blogs,
                Invoices {}
