package dev.ghlmcp.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.ghlmcp.network.CompanyProxy;
import dev.ghlmcp.network.Network;
import dev.ghlmcp.network.PrivateAuthority;
import dev.ghlmcp.network.ProxyAddress;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Deliveries by `https`, to the address that was checked and with the certificate of the name, with and without a
/// proxy.
class WebhookTlsTest {
    private static final String HOST = "hooks.harbor.test";

    @RegisterExtension
    static final WireMockExtension RECEIVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    @TempDir
    Path folder;

    @AutoClose
    private PrivateAuthority authority;

    private int port;
    private final CallbackGuard inside = CallbackGuard.of(List.of("127.0.0.0/8"))
            .resolving(_ -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")});

    @BeforeEach
    void listen() throws Exception {
        authority = new PrivateAuthority(folder);
        port = authority.serve(HOST, URI.create("http://127.0.0.1:" + RECEIVER.getPort()));
        RECEIVER.stubFor(post("/hook").willReturn(aResponse()));
    }

    @Test
    void theCertificateIsThatOfTheNameThoughTheAddressIsConnectedTo() throws InterruptedException {
        Network network = network(null);

        assertTrue(send(network, HOST + ":" + port, inside).accepted());
        assertEquals(
                "tls_error", send(network, "other.harbor.test:" + port, inside).reason());
        assertEquals(
                "tls_error", send(Network.DIRECT, HOST + ":" + port, inside).reason());
        RECEIVER.verify(1, postRequestedFor(urlEqualTo("/hook")));
    }

    @Test
    void aProxyIsAskedForTheCheckedAddressAndForTheNameOfAnOperator() throws Exception {
        try (CompanyProxy proxy = new CompanyProxy().host(HOST, port).host("127.0.0.1", port)) {
            Network network = network(ProxyAddress.of(proxy.address(""), "ghl.proxy"));

            assertTrue(send(network, HOST, null).accepted());
            assertTrue(send(network, HOST, inside).accepted());
            assertEquals(List.of(HOST + ":443", "127.0.0.1:443"), proxy.asked());
        }
    }

    /// RFC 3986 3.1: whatever the case of its letters, the scheme is the same.
    @Test
    void aSchemeInCapitalsIsTheSameOne() throws Exception {
        try (CompanyProxy proxy = new CompanyProxy().host(HOST, port)) {
            Network network = network(ProxyAddress.of(proxy.address(""), "ghl.proxy"));

            assertTrue(
                    send(network, URI.create("HTTPS://" + HOST + "/hook"), null).accepted());
            assertEquals(List.of(HOST + ":443"), proxy.asked());
        }
    }

    private Network network(ProxyAddress proxy) {
        return Network.of(proxy, null, "", Map.of("SSL_CERT_FILE", authority.certificate()));
    }

    private static WebhookReply send(Network network, String host, CallbackGuard guard) throws InterruptedException {
        return send(network, URI.create("https://" + host + "/hook"), guard);
    }

    private static WebhookReply send(Network network, URI url, CallbackGuard guard) throws InterruptedException {
        return new WebhookSender(network, "ghl-mcp/1", InstantSource.system())
                .send(new WebhookMessage(
                        url, guard, "evt_1", new byte[] {'{', '}'}, List.of(WebhookSecret.random()), Map.of()));
    }
}
