package dev.ghlmcp.watch;

import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.Caller;
import dev.ghlmcp.mcp.input.ArgumentSchema.Arguments;
import dev.ghlmcp.mcp.input.ArgumentValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes of a caller's arguments what is watched, as a call would read them.
///
/// @param dispatcher that polls will go through
public record WatchArguments(Dispatcher dispatcher) {
    /// A poll pages by itself.
    private static final List<String> PAGES = List.of("limit", "pageLimit", "pageSize", "page", "skip", "offset");

    /// What these answer has no members.
    private static final List<String> BARE = List.of(
            "get_free_slots",
            "check_blog_slug",
            "get_message_recording",
            "get_message_transcription",
            "download_message_transcription");

    /// A poll of one of the 55 also orders by itself.
    private static final List<String> ORDER = List.of(
            "sort", "sortBy", "order", "searchAfter", "startAfter", "startAfterId", "startAfterDate", "lastMessageId");

    /// What a caller asks for.
    ///
    /// @param named the records whose names the arguments had; null for none
    public record Asked(WatchSpec spec, ObjectNode named) {}

    /// What is watched. Names in the arguments become ids, which stay what they are.
    ///
    /// @throws IllegalArgumentException with a sentence if the arguments are wrong, or the caller may not read that
    public Asked read(CallerTools tools, String operation, ObjectNode arguments) {
        Caller caller = tools.caller();
        Access access = caller.access();
        Arguments read = checked(operation, arguments, access.locations());
        ObjectNode checked = read.values();
        ObjectNode named = dispatcher.named(tools, operation, read);
        refuse(operation, read.complaints().sentences());
        Quota quota = dispatcher.quota(caller, operation, checked);
        boolean own = own(caller);
        if (quota == null && !own) {
            throw new IllegalArgumentException("None of your tokens is for " + operation);
        }
        String location = access.locations().of(checked);
        if (own) {
            // Polls go out with the settings' account, whatever sub-account is this caller's standard one.
            Access settings = dispatcher.access();
            JsonNode known = known(operation);
            explicit(
                    checked,
                    known,
                    Declaration.LOCATION_ID,
                    location,
                    settings.locations().standard());
            explicit(checked, known, Declaration.COMPANY_ID, access.companyId(), settings.companyId());
        }
        String account = account(access, checked);
        List<String> fence = access.locations().fenced()
                ? access.locations().allowed().stream().sorted().toList()
                : null;
        WatchSpec spec =
                new WatchSpec(dispatcher.address(), own ? "" : quota.credential(), account, fence, operation, checked);
        return new Asked(spec, named);
    }

    /// The account that the settings mean with what is watched.
    public String account(WatchSpec spec) {
        return account(spec.within(dispatcher.access()), spec.arguments());
    }

    /// Whether a call of a watch of the settings still reads the account that it was begun for.
    public boolean settles(WatchSpec spec) {
        return !known(spec.operation()).has(Declaration.LOCATION_ID)
                || account(spec).equals(spec.account());
    }

    private JsonNode known(String operation) {
        return dispatcher.entry(operation).at("/inputSchema/properties");
    }

    private static String account(Access access, ObjectNode checked) {
        String location = access.locations().of(checked);
        return location != null ? location : access.companyId() != null ? access.companyId() : "the token's";
    }

    /// Whether a caller works on the account of the program's settings.
    public boolean own(Caller caller) {
        return caller.access().credentials().equals(dispatcher.access().credentials());
    }

    /// The arguments that a watch takes, from those of its operation, one of the 55.
    public static ObjectNode schema(String operation, ObjectNode inputSchema) {
        return without(set(operation, false), inputSchema);
    }

    /// Arguments that a watch sets itself.
    private static List<String> set(String operation, boolean indexed) {
        return Stream.of(
                        PAGES,
                        BARE.contains(operation) ? List.of(AskedFields.ARGUMENT) : List.<String>of(),
                        indexed ? List.<String>of() : ORDER,
                        WatchWindow.filled(operation))
                .flatMap(List::stream)
                .toList();
    }

    private static ObjectNode without(List<String> set, ObjectNode inputSchema) {
        ObjectNode own = inputSchema.deepCopy();
        own.withObjectProperty("properties").remove(set);
        if (own.path("required") instanceof ArrayNode required) {
            required.removeIf(name -> set.contains(name.asString()));
        }
        return own;
    }

    private static void explicit(ObjectNode arguments, JsonNode known, String name, String value, String standard) {
        if (value != null && !value.equals(standard) && known.has(name) && !arguments.hasNonNull(name)) {
            arguments.put(name, value);
        }
    }

    private static void refuse(String operation, List<String> complaints) {
        if (!complaints.isEmpty()) {
            throw new IllegalArgumentException(
                    "Nothing is watched. " + operation + ": " + String.join("; ", complaints));
        }
    }

    private Arguments checked(String operation, ObjectNode arguments, AccountLocations locations) {
        ToolDefinition tool = dispatcher.tool(operation);
        List<String> complaints = new ArrayList<>();
        List<String> set = set(operation, tool.indexed());
        for (String name : arguments.propertyNames()) {
            if (set.contains(name)) {
                complaints.add(name + " is set by the watch itself: leave it out");
            }
        }
        Arguments read = new ArgumentValidator(name -> own(set, name))
                .read(tool, locations, arguments.deepCopy().remove(set));
        complaints.addAll(read.complaints().sentences());
        List<String> anyOf = tool.anyOf();
        if (!anyOf.isEmpty() && anyOf.stream().noneMatch(read.values()::hasNonNull)) {
            complaints.add("one of " + String.join(", ", anyOf) + " is needed");
        }
        refuse(operation, complaints);
        AskedFields.settle(tool, Trigger.of(operation), read.values());
        return read;
    }

    /// An entry by which the arguments of a watch are read, so that no sentence names one that it does not take.
    private JsonNode own(List<String> set, String operation) {
        ObjectNode entry = (ObjectNode) dispatcher.entry(operation).deepCopy();
        return entry.set("inputSchema", without(set, (ObjectNode) entry.path("inputSchema")));
    }
}
