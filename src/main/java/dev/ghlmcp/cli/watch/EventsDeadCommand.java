package dev.ghlmcp.cli.watch;

import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.watch.delivery.DeadLetter;
import dev.ghlmcp.watch.delivery.Endpoints;
import dev.ghlmcp.watch.service.WatchTimes;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "dead",
        mixinStandardHelpOptions = true,
        description = "List the events that a receiver never accepted, with what its last answer was.")
final class EventsDeadCommand implements Callable<Integer> {
    @ParentCommand
    EventsCommand events;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Of one watch of the settings.")
    String name;

    @Override
    public Integer call() {
        return events.with((_, store) -> list(store));
    }

    private int list(EventStore store) {
        Endpoints endpoints = new Endpoints(store.documents());
        if (name != null) {
            EventsReplayCommand.known(endpoints, name);
        }
        List<DeadLetter> letters = endpoints.dead(name == null ? "" : name);
        letters.forEach(letter -> events.root
                .out()
                .println(letter.endpoint() + "  " + letter.id() + "  given up " + WatchTimes.time(letter.at())
                        + " after "
                        + letter.attempts() + (letter.attempts() == 1 ? " attempt" : " attempts") + ". "
                        + letter.problem()));
        if (letters.isEmpty()) {
            System.err.println("ghl-mcp: there are no dead letters");
        }
        return 0;
    }
}
