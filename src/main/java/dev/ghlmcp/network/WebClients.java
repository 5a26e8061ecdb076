package dev.ghlmcp.network;

import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.api.WebClient;
import java.time.Duration;

/// Makes Helidon's clients for requests on connections that a [Network] lays, TLS included.
public final class WebClients {
    private WebClients() {}

    /// A client that looks for no extensions, follows no redirects and names this program.
    ///
    /// @param read the time for an answer
    public static WebClient of(Duration read, String userAgent) {
        return WebClient.builder()
                .servicesDiscoverServices(false)
                .shareConnectionCache(false)
                .followRedirects(false)
                .sendExpectContinue(false)
                // Helidon tells a proxy that there may be, and who is asked too, to keep the connection.
                .proxy(Proxy.noProxy())
                .readTimeout(read)
                .tls(Tls.builder().enabled(false).build())
                // Cloudflare refuses the default names of libraries (error code 1010).
                .addHeader(HeaderNames.USER_AGENT, userAgent)
                .build();
    }
}
