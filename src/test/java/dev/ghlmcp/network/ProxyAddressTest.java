package dev.ghlmcp.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How a proxy's address is read.
class ProxyAddressTest {
    @ParameterizedTest
    @CsvSource({
        "http://proxy.test:3128,proxy.test:3128 (HTTPS_PROXY),",
        "proxy.test:3128,proxy.test:3128 (HTTPS_PROXY),",
        "proxy.test,proxy.test:80 (HTTPS_PROXY),",
        "https://proxy.test/,https://proxy.test:443 (HTTPS_PROXY),",
        "HTTP://[fd00::1]:8080,[fd00::1]:8080 (HTTPS_PROXY),",
        "http://anna:secret@proxy.test:3128,proxy.test:3128 (HTTPS_PROXY),anna:secret",
        "http://anna:p%40ss%2Fw+1@proxy.test:3128,proxy.test:3128 (HTTPS_PROXY),anna:p@ss/w+1",
        "http://anna:p@ss@proxy.test:3128,proxy.test:3128 (HTTPS_PROXY),anna:p@ss",
        "http://anna:100%@proxy.test:3128,proxy.test:3128 (HTTPS_PROXY),anna:100%",
        "http://anna@proxy.test:3128,proxy.test:3128 (HTTPS_PROXY),anna:"
    })
    void isRead(String text, String shown, String credentials) {
        ProxyAddress proxy = ProxyAddress.of(text, "HTTPS_PROXY");
        assertEquals(shown, proxy.toString());
        if (credentials == null) {
            assertNull(proxy.authorization());
        } else {
            String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
            assertEquals("Basic " + basic, proxy.authorization().value());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://anna:secret@", "http://a:secret@b:99999", "http://anna:secret@h:1/path?x", "a b"})
    void whatIsNoneIsRefusedWithoutItsPassword(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> ProxyAddress.of(text, "HTTPS_PROXY"))
                .getMessage();
        assertTrue(message.startsWith("HTTPS_PROXY must be a proxy's address"), message);
        assertFalse(message.contains("secret"), message);
    }

    @Test
    void anotherKindOfProxyIsNamed() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> ProxyAddress.of("socks5h://u:secret@h:1080", "ALL_PROXY"))
                .getMessage();
        assertTrue(message.contains("socks5h://"), message);
        assertFalse(message.contains("secret"), message);
    }
}
