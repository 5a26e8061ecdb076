package dev.ghlmcp.watch.poll;

import dev.ghlmcp.store.Commit;
import dev.ghlmcp.store.Commit.Put;
import dev.ghlmcp.watch.Observed;
import dev.ghlmcp.watch.WatchSource.Page;
import dev.ghlmcp.watch.WatchSource.PollException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Polls a list that is ordered by the time of change. How far it is known goes by the changes' own times, never by a
/// clock of ours. Contacts can be asked for from a time on, the oldest change first: each page is noted as it comes. Of
/// other lists the newest comes first, so nothing is noted before all pages down to what is known have been read.
record FeedPoll(PollRun run) {
    private static final int PAGE = 100;
    private static final int MAX_PAGES = 200;

    boolean poll() throws PollException, InterruptedException {
        boolean ascending = contacts() && run.row().primed();
        if (ascending) {
            upwards();
        } else {
            downwards();
        }
        return true;
    }

    private boolean contacts() {
        return run.trigger().operation().endsWith("_contacts");
    }

    private String key() {
        return run.trigger().key().getFirst();
    }

    private void upwards() throws PollException, InterruptedException {
        long from = Math.max(0, run.row().mark() - Poller.OVERLAP.toMillis());
        ObjectNode next = contactQuery("asc");
        ArrayNode filters = next.withArray("filters");
        filters.addObject()
                .put("field", key())
                .put("operator", "range")
                .put("value", "{\"gte\":\"" + Instant.ofEpochMilli(from) + "\"}");
        long mark = run.row().mark();
        for (int pages = 0; next != null; pages++) {
            Page page = run.read(next);
            next = pages < MAX_PAGES ? page.next() : null;
            mark = Math.max(mark, newest(page.items()));
            boolean more = page.next() != null;
            run.commit(new Commit(
                    puts(page.items(), null),
                    mark,
                    forget(mark),
                    run.now(),
                    // What is left of very many changes comes with the next poll, at once.
                    next == null ? run.end("", more ? 0 : run.row().everyMs()) : null));
        }
    }

    private void downwards() throws PollException, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        ObjectNode next = contacts() ? contactQuery("desc") : otherQuery();
        long until = run.row().primed() ? run.row().mark() - Poller.OVERLAP.toMillis() : Long.MIN_VALUE;
        boolean falling = true;
        boolean known = false;
        long last = Long.MAX_VALUE;
        long there = 0;
        for (int pages = 0; next != null && !known; pages++) {
            if (pages == MAX_PAGES) {
                throw new PollException("There are more pages than a poll reads (" + MAX_PAGES + "): narrow it", true);
            }
            Page page = run.read(next);
            there = Math.max(there, total(page.body()));
            for (JsonNode item : page.items()) {
                long at = at(item);
                falling &= at <= last;
                last = at;
                items.add(item);
            }
            if (!run.row().primed()) {
                until = newest(items) - Poller.OVERLAP.toMillis();
            }
            // A list that HighLevel has not sorted so has to be read to its end.
            known = falling && last < until;
            next = page.next();
        }
        there = Math.max(there, items.size());
        long oldest = until;
        items.removeIf(item -> at(item) < oldest);
        items.sort((one, other) -> Long.compare(at(one), at(other)));
        long mark = newest(items);
        FeedBegin begin = new FeedBegin(mark, there);
        for (int start = 0; start + PAGE < items.size(); start += PAGE) {
            run.commit(new Commit(puts(items.subList(start, start + PAGE), begin), 0, 0, run.now(), null));
        }
        int rest = items.isEmpty() ? 0 : (items.size() - 1) / PAGE * PAGE;
        List<Put> puts = puts(items.subList(rest, items.size()), begin);
        if (!run.row().primed()) {
            puts.add(begin.put());
        }
        run.commit(new Commit(
                puts,
                mark,
                forget(Math.max(mark, run.row().mark())),
                run.now(),
                run.end("", run.row().everyMs())));
    }

    /// @param first what this poll has found, if it is the first, which tells of nothing
    private List<Put> puts(List<JsonNode> items, FeedBegin first) {
        boolean telling = run.row().primed();
        long young = FeedBegin.young(telling ? FeedBegin.of(run.known()) : first, run.row());
        boolean whole = run.trigger().emits().equals(List.of("new"));
        List<Put> puts = new ArrayList<>();
        for (JsonNode item : items) {
            Observed observed = Observed.of(run.trigger(), item, "");
            long at = at(item);
            boolean fresh = added(item) >= young && !run.known().containsKey("new\t" + observed.id());
            String change = whole || fresh ? "new" : "changed";
            puts.add(new Put(
                    observed.id() + "\t" + at,
                    "",
                    Math.max(at, 1),
                    telling
                            ? run.events()
                                    .event(observed, change, Long.toString(at), at == 0 ? run.now() : at, List.of())
                            : null));
            if (fresh && !whole) {
                // Told of by now, or there from the beginning.
                String known = "new\t" + observed.id();
                run.known().put(known, "");
                puts.add(new Put(known, "", added(item) + 2 * FeedBegin.NEW_MS, null));
            }
        }
        return puts;
    }

    private static long total(JsonNode body) {
        return body == null
                ? 0
                : Math.max(body.path("total").asLong(0), body.at("/meta/total").asLong(0));
    }

    private static long forget(long mark) {
        return mark - 2 * Poller.OVERLAP.toMillis();
    }

    private long newest(List<JsonNode> items) {
        return items.stream().mapToLong(this::at).max().orElse(0);
    }

    private long at(JsonNode item) {
        return Observed.time(item.path(key()));
    }

    private static long added(JsonNode item) {
        long added = Observed.time(item.path("dateAdded"));
        return added == 0 ? Observed.time(item.path("createdAt")) : added;
    }

    private ObjectNode contactQuery(String direction) {
        ObjectNode arguments = run.events().spec().arguments().deepCopy().put("pageLimit", PAGE);
        arguments.withArray("sort").addObject().put("field", key()).put("direction", direction);
        return arguments;
    }

    private ObjectNode otherQuery() {
        ObjectNode arguments = run.events().spec().arguments().deepCopy().put("limit", PAGE);
        return run.trigger().operation().equals("search_opportunities")
                ? arguments.put("order", "updated_desc")
                : arguments.put("sortBy", "last_message_date").put("sort", "desc");
    }
}
