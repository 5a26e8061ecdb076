package dev.ghlmcp.highlevel;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.call.ToolResult;
import dev.ghlmcp.mcp.confirm.Confirmer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Many callers at once, through a client whose connection is spoilt; another client looks at what was really done.
///
/// @param spoilt   the one under test
/// @param straight reaches the sandbox itself
/// @param held     the ids of the records that bear each marker in the end
record FaultRun(Dispatcher spoilt, Dispatcher straight, Queue<Call> calls, Map<String, List<String>> held) {
    /// As the sandbox's seeds name them.
    private static final List<Read> READS = List.of(
            new Read("get_contact", "{'contactId':'9bXDRdLTcEhj4ZP2CfwB'}"),
            new Read("find_contact", "{'contactId':'9bXDRdLTcEhj4ZP2CfwB'}"),
            new Read("get_contact", "{'contactId':'NobodyHasThisIdAtAll'}"),
            new Read("list_contact_notes", "{'contactId':'9bXDRdLTcEhj4ZP2CfwB'}"),
            new Read("list_custom_fields", "{}"),
            new Read("list_calendars", "{}"),
            new Read("list_pipelines", "{}"),
            new Read("search_opportunities", "{}"),
            new Read("get_location", "{}"),
            new Read("search_conversations", "{}"),
            new Read("list_workflows", "{}"));

    private record Read(String tool, String arguments) {}

    /// One call and how it ended.
    ///
    /// @param marker what a write left behind, and no other; null for a read
    /// @param wanted what a read should have said; null for a write
    record Call(String tool, String marker, String wanted, ToolResult result) {
        /// It admits that the write may have happened.
        boolean doubtful() {
            return result.text().contains("may have been made") || result.text().contains("was probably made");
        }
    }

    FaultRun(Dispatcher spoilt, Dispatcher straight) {
        this(spoilt, straight, new ConcurrentLinkedQueue<>(), new TreeMap<>());
    }

    /// Makes all calls, from several threads.
    void run(long seed, int count, int threads) throws InterruptedException {
        List<String> wanted = READS.stream()
                .map(read -> said(call(straight, read.tool(), read.arguments())))
                .toList();
        String notebook = Json.MAPPER
                .readTree(call(straight, "create_contact", "{'email':'notebook@example.com'}")
                        .json()
                        .toString())
                .path("contact")
                .path("id")
                .asString();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Random random = new Random(seed + i);
            String name = "m" + i + "x";
            callers.add(Thread.ofVirtual().start(() -> {
                for (int n = 0; n < count / threads; n++) {
                    Call call = random.nextInt(100) < 60
                            ? read(random.nextInt(READS.size()), wanted)
                            : write(random.nextInt(3), notebook, name + n + "x");
                    calls.add(call);
                    if (call.result().outcome().equals("outage")) {
                        // As told: a caller that asked on without a pause would only be turned away.
                        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
                    }
                }
            }));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        look();
    }

    /// Finds the records that bear each marker.
    private void look() {
        JsonNode contacts = tree("search_contacts", "{'pageLimit':500}").path("contacts");
        for (int page = 2; !contacts.isEmpty(); page++) {
            note(contacts, "email");
            contacts = tree("search_contacts", "{'pageLimit':500,'page':" + page + "}")
                    .path("contacts");
        }
        String notebook = held.get("notebook@").getFirst();
        note(tree("list_contact_notes", "{'contactId':'" + notebook + "'}").path("notes"), "body");
        note(tree("list_contact_tasks", "{'contactId':'" + notebook + "'}").path("tasks"), "title");
    }

    private void note(JsonNode records, String field) {
        for (JsonNode record : records) {
            String marker = record.path(field).asString("").replaceFirst("example\\.com$", "");
            held.computeIfAbsent(marker, _ -> new ArrayList<>())
                    .add(record.path("id").asString());
        }
    }

    private Call read(int which, List<String> wanted) {
        Read read = READS.get(which);
        return new Call(read.tool(), null, wanted.get(which), call(spoilt, read.tool(), read.arguments()));
    }

    private Call write(int kind, String notebook, String marker) {
        return switch (kind) {
            case 0 -> written("create_contact", "{'email':'" + marker + "@example.com'}", marker + "@");
            case 1 ->
                written("create_contact_note", "{'contactId':'" + notebook + "','body':'" + marker + "'}", marker);
            default ->
                written(
                        "create_contact_task",
                        "{'contactId':'" + notebook + "','title':'" + marker + "','dueDate':'2030-01-31T17:00:00Z'}",
                        marker);
        };
    }

    private Call written(String tool, String arguments, String left) {
        return new Call(tool, left, null, call(spoilt, tool, arguments));
    }

    private JsonNode tree(String tool, String arguments) {
        return Json.MAPPER.readTree(call(straight, tool, arguments).json().toString());
    }

    private static ToolResult call(Dispatcher dispatcher, String tool, String arguments) {
        return dispatcher.call(dispatcher.local(), Confirmer.ABSENT, tool, (ObjectNode)
                Json.MAPPER.readTree(arguments.replace('\'', '"')));
    }

    /// What a result says, without the id that is new with every answer.
    static String said(ToolResult result) {
        return result.text().replaceAll("(\"traceId\":\"| traceId: )[0-9a-f-]+", "");
    }
}
