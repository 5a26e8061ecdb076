package dev.ghlmcp.watch.delivery;

import dev.ghlmcp.store.Document;
import dev.ghlmcp.store.DocumentStore;
import dev.ghlmcp.store.EventStore;
import dev.ghlmcp.watch.EventCursor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The endpoints of a store that clients have asked for, and how far all of them are. Thread-safe.
public record Endpoints(DocumentStore documents) {
    static final String KIND = "endpoint";
    static final String STATE = "delivery";

    /// Due whenever anybody looks.
    static final long NOW = 1;

    private static final int PAGE = 500;

    /// Adds an endpoint, or changes one that is there, which goes on from where it is.
    ///
    /// @param after the last event that a new one is not to get
    /// @return whether it is new
    public boolean add(WebhookEndpoint endpoint, EventCursor after, long now) {
        while (true) {
            Document document = documents.document(KIND, endpoint.name());
            WebhookEndpoint before = document == null ? null : WebhookEndpoint.of(endpoint.name(), document.body());
            boolean fresh = before == null || before.expired(now);
            if (fresh) {
                documents.remove(STATE, endpoint.name());
            }
            Document changed =
                    (document == null ? Document.of(KIND, endpoint.name(), "") : document).with(endpoint.text());
            Document written = changed.until(endpoint.expires());
            if (document == null ? documents.insert(written) : documents.replace(written)) {
                begin(endpoint, after);
                return fresh;
            }
        }
    }

    /// Notes where an endpoint begins, unless it has begun: events after this one are sent to it.
    public void begin(WebhookEndpoint endpoint, EventCursor after) {
        documents.insert(Document.of(
                        STATE,
                        endpoint.name(),
                        DeliveryState.begin(endpoint, after).text())
                .at(NOW));
    }

    /// An endpoint that a client has asked for; null if there is none, or no longer.
    public WebhookEndpoint find(String name, long now) {
        Document document = documents.document(KIND, name);
        WebhookEndpoint found = document == null ? null : WebhookEndpoint.of(name, document.body());
        return found == null || found.expired(now) ? null : found;
    }

    /// All that clients have asked for.
    public List<WebhookEndpoint> all(long now) {
        return pages(KIND, "").stream()
                .map(document -> WebhookEndpoint.of(document.name(), document.body()))
                .filter(endpoint -> !endpoint.expired(now))
                .toList();
    }

    /// Ends an endpoint: nothing is sent to it any more.
    ///
    /// @return false if there is none
    public boolean remove(String name) {
        boolean removed = documents.remove(KIND, name);
        documents.remove(STATE, name);
        return removed;
    }

    /// How an endpoint is; null if there is none.
    public EndpointStatus status(String name) {
        Document document = documents.document(STATE, name);
        return document == null ? null : status(document);
    }

    /// How all are.
    public List<EndpointStatus> statuses() {
        return pages(STATE, "").stream()
                .filter(document -> document.expires() == 0)
                .map(this::status)
                .toList();
    }

    /// Forgets later how far endpoints were that there are no longer.
    void tidy(List<WebhookEndpoint> known, long now) {
        Set<String> names = known.stream().map(WebhookEndpoint::name).collect(Collectors.toSet());
        pages(STATE, "").stream()
                .filter(document -> document.expires() == 0 && !names.contains(document.name()))
                .forEach(document -> documents.replace(document.until(now + EventStore.KEPT.toMillis())));
    }

    private EndpointStatus status(Document document) {
        return EndpointStatus.of(
                document.name(),
                DeliveryState.of(document.body()),
                letters(document.name()).size());
    }

    /// What an endpoint never accepted, the oldest in front; of all endpoints if none is named.
    public List<DeadLetter> dead(String name) {
        return letters(name).stream().map(DeadLetter::of).toList();
    }

    /// Has dead letters sent again, and, if all are, what waits tried now. An endpoint that was stopped is tried again.
    /// The server that delivers does that, or the next that starts.
    ///
    /// @param ids of the events; empty for all
    /// @return how many are sent again
    public int replay(String name, Collection<String> ids) {
        int count = 0;
        for (Document letter : letters(name)) {
            if ((ids.isEmpty() || ids.contains(DeadLetter.of(letter).id())) && documents.replace(letter.at(NOW))) {
                count++;
            }
        }
        resume(name, ids.isEmpty());
        return count;
    }

    /// @param all whether what waits is tried now though the endpoint was not stopped
    private void resume(String name, boolean all) {
        Document document = documents.document(STATE, name);
        while (document != null) {
            DeliveryState state = DeliveryState.of(document.body());
            boolean stopped = !state.stopped.isEmpty();
            if (!stopped && !all) {
                return;
            }
            state.stopped = "";
            state.paused = 0;
            state.waiting.replaceAll((_, delivery) -> stopped ? delivery.anew(NOW) : delivery.at(NOW));
            if (documents.replace(document.with(state.text()).at(NOW))) {
                return;
            }
            document = documents.document(STATE, name);
        }
    }

    private List<Document> letters(String name) {
        String prefix = name.isEmpty() ? "" : DeadLetter.prefix(name);
        return pages(DeadLetter.KIND, prefix).stream()
                .takeWhile(letter -> letter.name().startsWith(prefix))
                .toList();
    }

    private List<Document> pages(String kind, String after) {
        List<Document> all = new ArrayList<>();
        String last = after;
        while (true) {
            List<Document> page = documents.documents(kind, last, PAGE);
            all.addAll(page);
            if (page.size() < PAGE) {
                return all;
            }
            last = page.getLast().name();
        }
    }
}
