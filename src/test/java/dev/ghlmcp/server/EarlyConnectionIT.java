package dev.ghlmcp.server;

import static dev.ghlmcp.server.JsonRpc.call;
import static dev.ghlmcp.server.JsonRpc.id;
import static dev.ghlmcp.server.JsonRpc.initialized;
import static dev.ghlmcp.server.JsonRpc.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.Await;
import dev.ghlmcp.BuiltProgram;
import dev.ghlmcp.FreePort;
import dev.ghlmcp.highlevel.RawUpstream;
import dev.ghlmcp.network.PrivateAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The built program opens a connection to HighLevel when its client begins, sends nothing and closes it.
@Timeout(120)
class EarlyConnectionIT {
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":\"list\",\"method\":\"tools/list\"}";
    private static final String CONTACT = "{\"contactId\":\"c1\"}";

    @TempDir
    private Path folder;

    @AutoClose
    private final RawUpstream upstream =
            new RawUpstream((head, _, out) -> RawUpstream.write(out, RawUpstream.contact(head)));

    @AutoClose
    private PrivateAuthority authority;

    @AutoClose
    private BuiltProgram program;

    private int port;

    EarlyConnectionIT() throws IOException {}

    @BeforeEach
    void serve() throws Exception {
        authority = new PrivateAuthority(folder);
        port = authority.serve("localhost", upstream.uri());
    }

    @Test
    void nothingIsSentOnTheConnectionThatIsOpenedWhenTheClientBegins() throws Exception {
        program = initialized(secure(port));
        Await.until("a connection", () -> upstream.connections() == 1);
        assertListed();
        assertEquals(List.of(), upstream.heads());
        JsonNode result = called();
        assertFalse(result.path("isError").asBoolean(), result.toString());
        assertTrue(text(result).contains("\"c1\""), text(result));
        assertEquals(1, upstream.heads().size());
        assertTrue(upstream.connections() <= 2, upstream.connections() + " connections");
    }

    @Test
    void whereNobodyServesOnlyTheCallFailsAndSaysWhy() throws Exception {
        program = initialized(secure(FreePort.find()));
        assertListed();
        assertRefused(called());
    }

    @Test
    void whereAHandshakeHangsTheListIsThereMeanwhile() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            deaf.setSoTimeout(20_000);
            Map<String, String> environment = secure(deaf.getLocalPort());
            environment.put("GHL_CONNECT_TIMEOUT_MS", "100000");
            program = initialized(environment);
            try (Socket hangs = deaf.accept()) {
                assertTrue(hangs.getInputStream().read() >= 0, "the begin of a handshake");
                assertListed();
                program.send(call(1, "get_contact", CONTACT));
            }
        }
        assertRefused(json(program.next()).path("result"));
    }

    @Test
    void aCertificateThatIsNotTrustedIsNamedByTheCallAlone() throws Exception {
        Map<String, String> environment = secure(port);
        environment.remove("GHL_CA_FILE");
        program = initialized(environment);
        Await.until("a connection", () -> upstream.connections() == 1);
        assertListed();
        JsonNode result = called();
        assertTrue(
                text(result).contains("the certificate of localhost is issued by CN=Harbor Dental Root"),
                result.toString());
        program.endInput();
        assertEquals(0, program.exitCode());
        assertEquals(1, program.stderr().lines().count(), program.stderr());
        assertEquals(List.of(), upstream.heads());
    }

    @Test
    void withoutTlsNoneIsOpenedBeforeACall() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> environment = secure(port);
            environment.put("GHL_BASE_URL", "http://localhost:" + plain.getLocalPort());
            program = initialized(environment);
            assertListed();
            program.send(call(1, "create_contact_note", "{\"contactId\":\"c1\",\"body\":\"b\",\"dryRun\":true}"));
            String shown = program.next();
            assertTrue(shown.contains("/contacts/c1/notes"), shown);
            program.endInput();
            assertEquals(0, program.exitCode());
            plain.setSoTimeout(1);
            assertThrows(SocketTimeoutException.class, plain::accept);
        }
    }

    private Map<String, String> secure(int port) {
        return new HashMap<>(Map.of(
                "GHL_BASE_URL",
                "https://localhost:" + port,
                "GHL_CA_FILE",
                authority.certificate().toString(),
                "GHL_TOKEN",
                "pit-secret-of-the-test",
                "GHL_LOCATION_ID",
                "loc1"));
    }

    private void assertListed() throws IOException, InterruptedException {
        program.send(LIST);
        String list = program.next();
        assertEquals("list", id(list));
        assertTrue(list.contains("\"get_contact\""), list);
    }

    private static void assertRefused(JsonNode result) {
        assertTrue(result.path("isError").asBoolean(), result.toString());
        assertTrue(
                text(result).startsWith("HighLevel could not be reached: the connection was refused."),
                result.toString());
    }

    private JsonNode called() throws IOException, InterruptedException {
        program.send(call(1, "get_contact", CONTACT));
        return json(program.next()).path("result");
    }

    private static String text(JsonNode result) {
        return result.at("/content/0/text").asString();
    }
}
