package dev.ghlmcp.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackGuardTest {
    private final CallbackGuard guard = CallbackGuard.of(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.0.8",
                "198.18.0.1",
                "203.0.113.5",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fc00::1",
                "fd12::1",
                "fe80::1",
                "ff02::1",
                "2001:db8::1",
                "2001::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "3fff::1",
                "5f00::1",
                "100::1"
            })
    void refusesWhatIsNotReachableFromAnywhere(String address) {
        assertFalse(guard.allows(InetAddress.ofLiteral(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.0.1",
                "100.128.0.1",
                "223.255.255.255",
                "2606:4700::1",
                "2a00:1450::1",
                "::ffff:8.8.8.8",
                "64:ff9b::808:808",
                "2002:808:808::1"
            })
    void allowsWhatIs(String address) {
        assertTrue(guard.allows(InetAddress.ofLiteral(address)));
    }

    @Test
    void theOperatorAllowsNetworksOfTheirOwn() {
        CallbackGuard own = CallbackGuard.of(List.of("127.0.0.0/8", "10.1.0.0/16", "::1"));

        assertTrue(own.allows(InetAddress.ofLiteral("127.0.0.1")));
        assertTrue(own.allows(InetAddress.ofLiteral("::1")));
        assertTrue(own.allows(InetAddress.ofLiteral("10.1.255.1")));
        assertTrue(own.allows(InetAddress.ofLiteral("64:ff9b::a01:1")));
        assertFalse(own.allows(InetAddress.ofLiteral("10.2.0.1")));
        assertFalse(own.allows(InetAddress.ofLiteral("::2")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0.0/x", "", "fc00::/-1"})
    void anotherNetworkIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> CallbackGuard.of(List.of(text)));
    }

    @Test
    void aNameThatLeadsInsideIsRefusedWheneverItIsCalled() throws IOException {
        InetAddress[] now = {InetAddress.ofLiteral("8.8.8.8")};
        CallbackGuard changing = guard.resolving(_ -> now.clone());
        URI url = guard.address("delivery.url", "https://hooks.example.com/a");

        assertEquals("8.8.8.8", changing.resolve(url).getHostAddress());
        now[0] = InetAddress.ofLiteral("127.0.0.1");
        IOException refused = assertThrows(IOException.class, () -> changing.resolve(url));
        assertTrue(refused.getMessage().contains("not allowed"), refused.getMessage());
    }

    /// What is sent there can be read on the way.
    @Test
    void withoutEncryptionOnlyNetworksThatTheOperatorAllowsAreCalled() throws IOException {
        CallbackGuard inside = CallbackGuard.of(List.of("10.0.0.0/8"));
        URI url = inside.address("delivery.url", "http://hooks.example.com/");
        assertEquals(
                "10.0.0.1",
                inside.resolving(_ -> new InetAddress[] {InetAddress.ofLiteral("10.0.0.1")})
                        .resolve(url)
                        .getHostAddress());
        CallbackGuard outside = inside.resolving(_ -> new InetAddress[] {InetAddress.ofLiteral("8.8.8.8")});
        assertThrows(IOException.class, () -> outside.resolve(url));
        assertEquals(
                "8.8.8.8",
                outside.resolve(URI.create("https://hooks.example.com/")).getHostAddress());
    }

    @Test
    void ofSeveralAddressesOneThatMayBeCalledIsTaken() throws IOException {
        CallbackGuard several = guard.resolving(
                _ -> new InetAddress[] {InetAddress.ofLiteral("10.0.0.1"), InetAddress.ofLiteral("9.9.9.9")});

        assertEquals(
                "9.9.9.9",
                several.resolve(URI.create("https://hooks.example.com/")).getHostAddress());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/",
                "https://user:secret@example.com/",
                "https:///a",
                "https://example.com/#a",
                "https://example.com:0/",
                "https://example.com:65536/",
                "ftp://example.com/",
                "example.com",
                "https://exa mple.com/"
            })
    void otherAddressesAreNone(String url) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> guard.address("delivery.url", url));
        assertFalse(refused.getMessage().contains("secret"));
    }
}
