package dev.ghlmcp.sandbox;

import dev.ghlmcp.json.Json;
import dev.ghlmcp.sandbox.api.SampleAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// An app that gets its tokens by OAuth, as any HTTP client would.
record App(Wire wire) {
    private static final String SCOPES = "contacts.readonly contacts.write oauth.readonly oauth.write";
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

    /// Opens the consent page with these parameters beside those that it always wants.
    HttpResponse<String> consent(Map<String, String> parameters) {
        Map<String, String> all = new TreeMap<>(Map.of(
                "response_type",
                "code",
                "client_id",
                SampleAccount.CLIENT_ID,
                "redirect_uri",
                "http://127.0.0.1:9/callback",
                "scope",
                SCOPES));
        all.putAll(parameters);
        URI page = wire.sandbox().uri().resolve("/v2/oauth/chooselocation?" + form(all));
        try {
            return wire.client().send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A code for the agency, or for a location if the parameters name one.
    String code(Map<String, String> parameters) {
        Matcher code = CODE.matcher(
                consent(parameters).headers().firstValue("Location").orElseThrow());
        return code.find() ? code.group(1) : "";
    }

    /// Tokens for the agency, or for a location if the parameters name one.
    JsonNode install(Map<String, String> parameters) {
        return token(Map.of("grant_type", "authorization_code", "code", code(parameters)))
                .body();
    }

    Wire.Answer refresh(JsonNode tokens) {
        return token(Map.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                tokens.get("refresh_token").stringValue()));
    }

    /// Asks for tokens with these fields beside the app's id and secret.
    Wire.Answer token(Map<String, String> fields) {
        Map<String, String> all = new TreeMap<>(
                Map.of("client_id", SampleAccount.CLIENT_ID, "client_secret", SampleAccount.CLIENT_SECRET));
        all.putAll(fields);
        return wire.send(form(wire.request("POST", "/oauth/token", null), all).build());
    }

    static HttpRequest.Builder form(HttpRequest.Builder request, Map<String, String> fields) {
        return request.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(fields)));
    }

    /// What a token says of itself.
    static JsonNode claims(String token) {
        return Json.MAPPER.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }

    Wire.Answer locationToken(String token, String location) {
        HttpRequest.Builder request = wire.request("POST", "/oauth/locationToken", null)
                .header("Authorization", "Bearer " + token)
                .header("Version", "2021-07-28");
        return wire.send(form(request, Map.of("companyId", SampleAccount.COMPANY_ID, "locationId", location))
                .build());
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
