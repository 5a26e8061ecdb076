package dev.ghlmcp.highlevel.http;

import dev.ghlmcp.highlevel.account.Account;
import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.api.WebClient;

/// Makes the HTTP client for HighLevel.
public final class WebClients {
    private WebClients() {}

    /// A client that looks for no extensions, follows no redirects and names this program.
    public static WebClient of(Account account, String userAgent) {
        var builder = WebClient.builder()
                .servicesDiscoverServices(false)
                .shareConnectionCache(false)
                .followRedirects(false)
                .sendExpectContinue(false)
                // Helidon tells a proxy that there may be, and HighLevel too, to keep the connection.
                .proxy(Proxy.noProxy())
                .connectTimeout(account.connectTimeout())
                .readTimeout(account.readTimeout())
                // Cloudflare refuses the default names of libraries (error code 1010).
                .addHeader(HeaderNames.USER_AGENT, userAgent);
        if ("http".equals(account.baseUrl().getScheme())) {
            // A TLS context slows the start, and a plain connection does not need it.
            builder.tls(Tls.builder().enabled(false).build());
        }
        return builder.build();
    }
}
