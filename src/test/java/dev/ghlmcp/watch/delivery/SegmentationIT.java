package dev.ghlmcp.watch.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.ghlmcp.BuiltProgram;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// config/syncs/segmentation.yaml in the built program, fed by the watch that it names.
class SegmentationIT extends ReadySyncFixture {
    private static final String NORA = "7KWyWfty6uEvcdZQoaZr";
    private static final String SAM = "knnVmnbSF0d57Iq6S0qv";

    @Test
    void contactsGetTagsAndAnOwnerByTheirOwnMembers() throws Exception {
        int port = free();
        String watch = hurry("{\"fields\":[\"city\",\"customFields\",\"state\"]}");
        try (BuiltProgram server = program("segmentation", "http://127.0.0.1:8080", "http://127.0.0.1:" + port, port)) {
            awaitFirstPoll(watch);
            String maine = create("\"firstName\":\"Zuleika\",\"state\":\"ME\",\"city\":\"Portland\",\"tags\":[\"vip\"],"
                    + "\"customFields\":[{\"key\":\"preferred_time\",\"fieldValue\":\"Evening\"}]");
            String texas = create("\"firstName\":\"Zuleika\",\"state\":\"TX\",\"tags\":[\"vip\"]");
            String owned = create(
                    "\"firstName\":\"Zuleika\",\"state\":\"ME\",\"tags\":[\"vip\"],\"assignedTo\":\"" + SAM + "\"");
            String plain = create("\"firstName\":\"Zuleika\",\"state\":\"TX\"");
            await().until(() ->
                    read(maine).hasNonNull("assignedTo") && read(texas).hasNonNull("assignedTo"));
            assertEquals(NORA, read(maine).path("assignedTo").asString());
            assertEquals(SAM, read(texas).path("assignedTo").asString());
            assertEquals(List.of("evening", "new-england", "portland", "vip"), tags(maine));
            await().until(() -> tags(owned).equals(List.of("new-england", "vip")));
            assertEquals(SAM, read(owned).path("assignedTo").asString());
            // It was created last, so that all before it has been worked on when its own change is.
            contact("PUT", "/contacts/" + plain, "\"state\":\"NH\"");
            await().until(() -> read(plain).path("assignedTo").asString("").equals(NORA));
            assertEquals(List.of("new-england"), tags(plain));
            assertEquals(List.of("vip"), tags(texas));
            server.terminate();
            server.exitCode();
            assertFalse(server.stderr().contains("Zuleika"), server.stderr());
        }
    }

    private JsonNode read(String id) throws Exception {
        return contact("GET", "/contacts/" + id, "").path("contact");
    }

    private List<String> tags(String id) throws Exception {
        return read(id).path("tags")
                .valueStream()
                .map(JsonNode::asString)
                .sorted()
                .toList();
    }

    /// A port that the comment of the file can be given before the program has it.
    private static int free() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
