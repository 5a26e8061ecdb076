package dev.ghlmcp.watch.poll;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.store.Commit;
import dev.ghlmcp.store.Commit.Put;
import dev.ghlmcp.watch.Digests;
import dev.ghlmcp.watch.Observed;
import dev.ghlmcp.watch.WatchSource.Page;
import dev.ghlmcp.watch.WatchSource.PollException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Polls what comes into being once: it is asked for less and less often, and given up after a day.
record MediaPoll(PollRun run) {
    private static final List<Duration> TRIES = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30));
    private static final Duration ENDS = Duration.ofDays(1);

    boolean poll() throws PollException, InterruptedException {
        ObjectNode arguments = run.events().spec().arguments();
        Page read = run.read(arguments);
        boolean there = read.found() && (read.bytes() > 0 || !Digests.blank(read.body()));
        long tried = run.now() - run.row().made();
        boolean late = tried >= ENDS.toMillis();
        ObjectNode item = Json.MAPPER.createObjectNode();
        if (read.bytes() > 0) {
            item.put("bytes", read.bytes());
        } else if (there) {
            item.put("sentences", read.items().size());
        }
        Observed seen = new Observed(run.trigger(), arguments.path("messageId").asString(), item);
        List<Put> puts = new ArrayList<>();
        if (there || late) {
            String change = there ? "new" : "gone";
            puts.add(new Put(seen.id(), change, 0, run.events().event(seen, change, "", run.now(), List.of())));
        }
        Duration pause = TRIES.stream()
                .filter(step -> step.toMillis() > tried)
                .findFirst()
                .orElse(Duration.ofHours(1));
        run.commit(
                new Commit(puts, 0, 0, run.now(), run.end(there ? "arrived" : late ? "gone" : "", pause.toMillis())));
        return !there && !late;
    }
}
