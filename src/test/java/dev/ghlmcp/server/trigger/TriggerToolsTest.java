package dev.ghlmcp.server.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Tools that poll a URL, as Zapier and Make do.
class TriggerToolsTest extends TriggerRoutesFixture {
    /// A tool that polls, and works on each event that it has not seen.
    private abstract class Tool {
        final String path;
        final List<String> worked = new ArrayList<>();

        Tool(String path) {
            this.path = path;
        }

        /// Whether this is new to it.
        abstract boolean fresh(JsonNode event);

        void poll() throws IOException, InterruptedException {
            events(path, ANN).valueStream().toList().reversed().forEach(event -> {
                if (fresh(event)) {
                    worked.add(event.at("/data/change").asString() + " "
                            + event.at("/data/id").asString());
                }
            });
        }

        List<String> worked(int count) {
            Awaitility.await().atMost(PATIENCE).until(() -> {
                poll();
                return worked.size() >= count;
            });
            return worked;
        }
    }

    /// What is there when the Zap is switched on counts as seen, then each id that is new fires
    /// (docs.zapier.com, "How deduplication works in Zapier").
    private final class Zap extends Tool {
        private final Set<String> seen = new HashSet<>();

        Zap(String path) throws IOException, InterruptedException {
            super(path);
            poll();
            worked.clear();
        }

        @Override
        boolean fresh(JsonNode event) {
            return seen.add(event.path("id").asString());
        }
    }

    /// Make keeps the greatest number, and takes what is above it (developers.make.com, "Trigger (polling)").
    private final class Scenario extends Tool {
        private long last;

        Scenario(String path) throws IOException, InterruptedException {
            super(path);
            poll();
            worked.clear();
        }

        @Override
        boolean fresh(JsonNode event) {
            boolean fresh = event.path("seq").asLong() > last;
            last = Math.max(last, event.path("seq").asLong());
            return fresh;
        }
    }

    @Test
    void aZapAndAScenarioSeeEachChangeOnceAlsoAfterARestart() throws Exception {
        Zap zap = new Zap("/triggers/search_contacts");
        Scenario scenario = new Scenario("/triggers/search_contacts?every=5m");
        assertEquals(0, zap.seen.size(), "what was there before is no event");
        String ada = contact("Ada");
        later();
        assertEquals(List.of("new " + ada), zap.worked(1));
        traffic.change(ada);
        String bea = contact("Bea");
        later();
        assertEquals(Set.of("new " + ada, "changed " + ada, "new " + bea), Set.copyOf(zap.worked(3)));
        shut();
        String cleo = contact("Cleo");
        open();
        later();
        assertEquals("new " + cleo, zap.worked(4).getLast());
        later();
        zap.poll();
        assertEquals(4, zap.worked.size(), zap.worked::toString);
        assertEquals(zap.worked, scenario.worked(4));
    }

    @Test
    void manyAtOnceAreAllShownUntilEveryToolHasAsked() throws Exception {
        Zap all = new Zap("/triggers/search_contacts");
        for (int index = 0; index < 130; index++) {
            contact("More" + index);
        }
        later();
        assertEquals(130, all.worked(130).size());
        assertEquals(130, events("/triggers/search_contacts", ANN).size());
        assertEquals(7, events("/triggers/search_contacts?limit=7", ANN).size());
        ahead.addAndGet(Duration.ofMinutes(31).toMillis());
        assertEquals(100, events("/triggers/search_contacts", ANN).size());
        assertEquals(130, events("/triggers/search_contacts?limit=2000", ANN).size());
        List<Long> numbers = events("/triggers/search_contacts", ANN)
                .valueStream()
                .map(event -> event.path("seq").asLong())
                .toList();
        assertEquals(numbers.stream().sorted().toList().reversed(), numbers, "the newest first");
    }

    @Test
    void aSampleShowsWhatThereIsUntilSomethingHappens() throws Exception {
        String path = "/triggers/search_contacts?sample=true";
        Zap zap = new Zap(path);
        JsonNode samples = events(path, ANN);
        assertEquals(
                List.of("sample_1", "sample_2", "sample_3"),
                samples.valueStream().map(event -> event.path("id").asString()).toList());
        assertEquals("contact.matched", samples.at("/0/name").asString());
        assertTrue(samples.at("/0/data/item/email").asString().contains("@"), samples.toString());
        String ada = contact("Ada");
        later();
        assertEquals(List.of("new " + ada), zap.worked(1), "a sample never fires");
        assertEquals(1, events(path, ANN).size());
    }
}
