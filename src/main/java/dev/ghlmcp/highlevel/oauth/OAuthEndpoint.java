package dev.ghlmcp.highlevel.oauth;

import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.highlevel.http.SingleRequest;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.network.ConnectionFailed;
import dev.ghlmcp.secret.Secret;
import dev.ghlmcp.text.ForeignText;
import io.helidon.http.HeaderNames;
import io.helidon.webclient.http1.Http1ClientRequest;
import io.helidon.webclient.http1.Http1ClientResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Sends requests under `/oauth` and tells failures apart. The text of a failure is classified and never repeated: it
/// may quote what was sent. Each request has a client of its own, because a day passes before the next: an idle
/// connection would be closed by then, and whether a refresh has arrived must not be left to chance.
final class OAuthEndpoint {
    private static final int MAX_BODY = 4 << 20;
    private static final int MAX_NAME = 100;

    private final Account account;
    private final SingleRequest http;

    OAuthEndpoint(Account account, String userAgent) {
        this.account = account;
        this.http = new SingleRequest(account.network(), account.connectTimeout(), account.readTimeout(), userAgent);
    }

    Duration timeout() {
        return account.readTimeout();
    }

    /// @param bearer  or null
    /// @param refused the sentence for a 400, 401, 403, 404 or 422 that nothing else explains
    JsonNode post(String path, Map<String, String> form, Secret bearer, String refused) throws CredentialsException {
        return send("POST", path, form(form), bearer, refused);
    }

    JsonNode get(String path, Map<String, String> query, Secret bearer) throws CredentialsException {
        String refused = "HighLevel does not list the agency's sub-accounts for this app.";
        return send("GET", path + "?" + form(query), null, bearer, refused);
    }

    /// @param values null ones are left out
    static String form(Map<String, String> values) {
        return values.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /// A name from outside, for a terminal.
    static String clean(String text) {
        return ForeignText.line(text, MAX_NAME);
    }

    private JsonNode send(String method, String target, String form, Secret bearer, String refused)
            throws CredentialsException {
        URI address = URI.create(account.baseUrl().toString().replaceFirst("/+$", "") + target);
        try {
            SingleRequest.Answer answer = http.send(method, address, MAX_BODY, call -> sent(call, form, bearer));
            JsonNode body = body(answer.body());
            if (answer.status() < 200 || answer.status() > 299) {
                throw failure(answer.status(), body, refused);
            }
            return body;
        } catch (ConnectionFailed e) {
            throw new CredentialsException(
                    "HighLevel could not be asked for a token: " + e.getMessage() + ". Nothing was sent.");
        } catch (IOException | RuntimeException _) {
            // Helidon reports a broken connection by exceptions of many classes.
            throw new CredentialsException("HighLevel gave no answer to a request for a token. The request may have "
                    + "arrived. Check the network and ghl.base-url, then call again.");
        }
    }

    private static Http1ClientResponse sent(Http1ClientRequest call, String form, Secret bearer) {
        call.header(HeaderNames.ACCEPT, "application/json");
        if (bearer != null) {
            call.header(HeaderNames.AUTHORIZATION, "Bearer " + bearer.value())
                    .header(HeaderNames.create("Version"), "2021-07-28");
        }
        return form == null
                ? call.request()
                : call.header(HeaderNames.CONTENT_TYPE, "application/x-www-form-urlencoded")
                        .submit(form.getBytes(StandardCharsets.US_ASCII));
    }

    private static JsonNode body(byte[] json) {
        try {
            return json == null ? MissingNode.getInstance() : Json.MAPPER.readTree(json);
        } catch (JacksonException _) {
            return MissingNode.getInstance();
        }
    }

    private static CredentialsException failure(int status, JsonNode body, String refused) {
        String text = (body.path("message") + " " + body.path("error") + " " + body.path("error_description"))
                .toLowerCase(Locale.ROOT);
        if (status == 429 || status >= 500) {
            return new CredentialsException(
                    "HighLevel answered " + status + " to a request for a token: call again in a minute.");
        }
        if (text.contains("location is not active")) {
            return new CredentialsException("HighLevel gives no token, because the sub-account is paused or unpaid: "
                    + "reactivate it in HighLevel's agency view.");
        }
        if (text.contains("scope")) {
            return new CredentialsException("HighLevel gives no token, because the app lacks the scopes oauth.readonly "
                    + "and oauth.write: add them to the app and to auth.scopes, then run `ghl-mcp auth login`.");
        }
        if (text.contains("client")) {
            return new CredentialsException("HighLevel does not know the app: check auth.client-id and "
                    + "auth.client-secret (GHL_AUTH_CLIENT_ID, GHL_AUTH_CLIENT_SECRET).");
        }
        // A web page or an empty answer comes from a proxy in between. It does not end a login.
        return body.isObject() && status >= 400 && (status <= 404 || status == 422)
                ? new RefusedException(status, refused)
                : new CredentialsException("HighLevel answered " + status + " to a request for a token, which is no "
                        + "answer of its token endpoint: check ghl.base-url, and whether a proxy or filter stands in "
                        + "between.");
    }
}
