package dev.ghlmcp.cli.watch;

import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.watch.delivery.DeadLetter;
import dev.ghlmcp.watch.delivery.EndpointStatus;
import dev.ghlmcp.watch.delivery.Endpoints;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Have dead letters sent again, and what waits for another attempt tried now, by the server that runs"
                        + " or the next that starts; a receiver that was stopped is tried again.")
final class EventsReplayCommand implements Callable<Integer> {
    @ParentCommand
    EventsCommand events;

    @Parameters(index = "0", paramLabel = "NAME", description = "Of the watch in the settings.")
    String name;

    @Parameters(index = "1..*", paramLabel = "EVENT", description = "Ids, as `events dead` shows them; all without.")
    List<String> ids = List.of();

    @Override
    public Integer call() {
        return events.with((_, store) -> replay(store));
    }

    private int replay(EventStore store) {
        Endpoints endpoints = new Endpoints(store.documents());
        EndpointStatus before = known(endpoints, name);
        List<String> dead = endpoints.dead(name).stream().map(DeadLetter::id).toList();
        for (String id : ids) {
            if (!dead.contains(id)) {
                throw new IllegalArgumentException(
                        id + " is no dead letter of " + name + ": `ghl-mcp events dead " + name + "` lists them");
            }
        }
        int count = endpoints.replay(name, ids);
        System.err.println(
                "ghl-mcp: " + outcome(name, count, !before.stopped().isEmpty(), ids.isEmpty() ? before.waiting() : 0));
        return 0;
    }

    /// @param count   of the dead letters that are sent again
    /// @param stopped whether nothing was sent any more
    /// @param waiting how many events wait and are tried now
    static String outcome(String name, int count, boolean stopped, int waiting) {
        String letters = count == 1 ? "1 dead letter" : count + " dead letters";
        String done = stopped
                ? name + " goes on with all that waits" + (count == 0 ? "" : " and " + letters)
                : letters + " of " + name + (count == 1 ? " is" : " are") + " sent again";
        String now = waiting + (waiting == 1 ? " event" : " events") + " that waited";
        if (waiting > 0 && !stopped) {
            done = (count == 0 ? name + " is tried now with " : done + ", and it is tried now with ") + now;
        }
        return count == 0 && !stopped && waiting == 0
                ? "there are no dead letters of " + name + ": nothing is sent again"
                : done + ", by the server that runs or the next that starts";
    }

    /// How an endpoint is.
    ///
    /// @throws IllegalArgumentException with a sentence if there is none
    static EndpointStatus known(Endpoints endpoints, String name) {
        EndpointStatus status = endpoints.status(name);
        if (status != null) {
            return status;
        }
        String names = endpoints.statuses().stream().map(EndpointStatus::name).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("Nothing is posted by the name " + name
                + (names.isEmpty()
                        ? ": `watches:` of the settings has no post, or no server has run yet"
                        : "; there is " + names));
    }
}
