package dev.ghlmcp.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which addresses a token should not travel to.
class ClearTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://services.leadconnectorhq.com",
                "https://10.0.0.5",
                "http://127.0.0.1:8090",
                "http://localhost",
                "http://LOCALHOST:1/x",
                "http://sandbox.localhost",
                "http://[::1]:80"
            })
    void saysNothing(String base) {
        assertNull(ClearText.warning(URI.create(base)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://crm.example.com",
                "http://10.0.0.5:8080/x",
                "http://127.0.0.1.example.com",
                "http://[::2]"
            })
    void saysThatTheTokenTravelsInClear(String base) {
        URI uri = URI.create(base);
        assertEquals(
                "ghl.base-url begins with http://, so the token travels to " + uri.getHost()
                        + " in clear text: use https://, unless the network between is your own",
                ClearText.warning(uri));
    }
}
