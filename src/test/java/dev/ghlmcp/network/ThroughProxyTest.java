package dev.ghlmcp.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.highlevel.http.RetryPolicy;
import dev.ghlmcp.highlevel.http.RetryPolicyTest;
import dev.ghlmcp.highlevel.http.SingleRequest;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.sandbox.Sandbox;
import dev.ghlmcp.sandbox.api.SampleAccount;
import dev.ghlmcp.sandbox.api.SandboxOptions;
import dev.ghlmcp.secret.Secret;
import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Requests through a proxy to a host whose certificate a private authority issued, and what is said when they fail.
@Timeout(120)
class ThroughProxyTest {
    private static final String HOST = "crm.harbor.test";
    private static final Duration TIME = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());

    @AutoClose
    private CompanyProxy proxy;

    @AutoClose
    private PrivateAuthority authority;

    @BeforeEach
    void listen() throws Exception {
        authority = new PrivateAuthority(folder);
        proxy = new CompanyProxy().host(HOST, authority.serve(HOST, sandbox.uri()));
    }

    @Test
    void aRequestGoesThroughTheProxyWithItsCredentials() throws Exception {
        proxy.requires("anna:p@ss");
        assertEquals(200, status(network(proxy.address("anna:p%40ss"), authority.certificate()), TIME));
        assertEquals(HOST + ":443", proxy.asked().getFirst());
    }

    @Test
    void aProxyOverTlsServesAsWell() throws Exception {
        URI inner = URI.create(proxy.address(""));
        int port = authority.serve("localhost", inner);
        assertEquals(200, status(network("https://localhost:" + port, authority.certificate()), TIME));
        assertEquals(HOST + ":443", proxy.asked().getFirst());
    }

    @Test
    void theIssuerOfAnUnknownCertificateIsNamed() {
        String failure = failure(network(proxy.address(""), null), TIME);
        assertTrue(failure.startsWith("the certificate of " + HOST + " is issued by CN=Harbor Dental Root"), failure);
        assertTrue(failure.contains("ghl.ca-file (GHL_CA_FILE)"), failure);
    }

    @Test
    void aFileWithoutCertificatesIsNamed() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing\n");
        String failure = failure(network(proxy.address(""), empty), TIME);
        assertTrue(failure.contains("SSL_CERT_FILE names " + empty), failure);
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        proxy.host("other.harbor.test", authority.serve("third.harbor.test", sandbox.uri()));
        Network network = network(proxy.address(""), authority.certificate());
        String failure = assertThrows(ConnectionFailed.class, () -> send(network, "https://other.harbor.test", TIME))
                .getMessage();
        assertTrue(
                failure.startsWith("the certificate of other.harbor.test, issued by CN=Harbor Dental Root"), failure);
    }

    @Test
    void aProxyThatAsksForAPasswordIsNamedWithoutIt() {
        proxy.requires("anna:secret");
        String without = failure(network(proxy.address(""), authority.certificate()), TIME);
        assertTrue(
                without.startsWith("the proxy 127.0.0.1:") && without.contains("(HTTPS_PROXY): it asks for"), without);
        String wrong = failure(network(proxy.address("anna:wrong"), authority.certificate()), TIME);
        assertTrue(wrong.contains("does not accept the user name and password"), wrong);
        assertFalse(wrong.contains("wrong") || wrong.contains("anna"), wrong);
    }

    /// Four wrong passwords for one call lock a person out.
    @Test
    void whatAPersonMustMendIsTriedOnce() {
        proxy.requires("anna:secret");
        Network wrong = network(proxy.address("anna:wrong"), authority.certificate());
        assertTrue(noWay(wrong).contains("does not accept the user name and password"));
        assertEquals(1, proxy.requests());
        proxy.requires(null);
        proxy.answers("HTTP/1.1 403 Forbidden\r\n\r\n");
        assertTrue(noWay(network(proxy.address(""), authority.certificate())).contains("answered 403"));
        assertEquals(2, proxy.requests());
        proxy.answers(null);
        assertTrue(noWay(network(proxy.address(""), null)).contains("not among the trusted authorities"));
        assertEquals(3, proxy.requests());
        assertEquals("the address of " + HOST + " was not found", noWay(Network.DIRECT));
    }

    private static String noWay(Network network) {
        Secret token = new Secret("pit-secret");
        Account account =
                new Account(URI.create("https://" + HOST), token, null, "loc1", null, TIME, TIME, TIME, network);
        RetryPolicy policy = new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1));
        try (HighLevelClient highLevel = new HighLevelClient(account, policy, "ghl-mcp/test")) {
            return assertInstanceOf(Failure.NoWay.class, RetryPolicyTest.call(highLevel, RetryPolicyTest.WRITE))
                    .reason();
        }
    }

    @Test
    void aWayOfLoggingInThatIsNotThereIsSaid() {
        proxy.answers("HTTP/1.1 407 No\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\n\r\n");
        String failure = failure(network(proxy.address(""), authority.certificate()), TIME);
        assertTrue(failure.contains("cntlm"), failure);
    }

    @Test
    void aProxyThatRefusesTheHostIsNamed() {
        proxy.answers("HTTP/1.1 403 Forbidden\r\n\r\n");
        String failure = failure(network(proxy.address(""), authority.certificate()), TIME);
        assertTrue(failure.endsWith("it answered 403 when asked for " + HOST + ":443"), failure);
    }

    @Test
    void whatIsNoProxyIsNamed() {
        proxy.answers("220 mail.harbor.test ESMTP\r\n\r\n");
        String failure = failure(network(proxy.address(""), authority.certificate()), TIME);
        assertTrue(failure.endsWith("it gave no answer of an HTTP proxy"), failure);
    }

    @Test
    void aProxyThatHangsIsNotWaitedForLongerThanAConnection() {
        proxy.hangs();
        String failure = failure(network(proxy.address(""), authority.certificate()), Duration.ofMillis(300));
        assertTrue(failure.endsWith("it did not answer in time"), failure);
    }

    @Test
    void aProxyThatNobodyRunsIsNamed() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        String failure = failure(network("http://127.0.0.1:" + free, null), TIME);
        assertEquals("the proxy 127.0.0.1:" + free + " (HTTPS_PROXY): the connection was refused", failure);
    }

    @Test
    void hostsThatDoNotResolveAreNamed() {
        assertEquals("the address of " + HOST + " was not found", failure(Network.DIRECT, TIME));
        assertEquals(
                "the proxy proxy.invalid:3128 (HTTPS_PROXY): the address of proxy.invalid was not found",
                failure(network("http://proxy.invalid:3128", null), TIME));
    }

    private String failure(Network network, Duration time) {
        return assertThrows(ConnectionFailed.class, () -> status(network, time)).getMessage();
    }

    private int status(Network network, Duration time) throws IOException {
        return send(network, "https://" + HOST, time);
    }

    private static int send(Network network, String base, Duration time) throws IOException {
        return new SingleRequest(network, time, TIME, "ghl-mcp/test")
                .send(
                        "GET",
                        URI.create(base + "/locations/" + SampleAccount.LOCATION_ID),
                        1 << 20,
                        call -> call.header(HeaderNames.AUTHORIZATION, "Bearer " + SampleAccount.LOCATION_TOKEN)
                                .header(HeaderNames.create("Version"), "2021-07-28")
                                .request())
                .status();
    }

    private static Network network(String proxy, Path authorities) {
        return Network.of(
                ProxyAddress.of(proxy, "HTTPS_PROXY"),
                null,
                "",
                authorities == null ? Map.of() : Map.of("SSL_CERT_FILE", authorities));
    }
}
