package dev.ghlmcp.config;

import java.util.Arrays;
import java.util.Locale;

/// Every setting there is. `config/application.yaml` is written from this list by a test.
public enum Setting {
    BASE_URL("ghl.base-url", "https://services.leadconnectorhq.com", "where HighLevel's API answers"),
    TOKEN("ghl.token", "", "sub-account private integration token, pit-...; better kept in the environment"),
    TOKEN_FILE("ghl.token-file", "", "a file that holds it instead, which only its owner may read (chmod 600)"),
    LOCATION_ID("ghl.location-id", "", "the sub-account that tools work on unless a call names another"),
    ALLOWED_LOCATIONS("ghl.allowed-locations", "", "ids or names of the only sub-accounts to touch; empty for all"),
    AGENCY_TOKEN("ghl.agency-token", "", "agency private integration token, for the agency tools"),
    COMPANY_ID("ghl.company-id", "", "the agency's id"),
    PROXY("ghl.proxy", "", "http://host:port that leads out; empty for HTTPS_PROXY or ALL_PROXY, none for no proxy"),
    NO_PROXY("ghl.no-proxy", "", "hosts that no proxy is used for; empty for NO_PROXY"),
    CA_FILE(
            "ghl.ca-file",
            "",
            "PEM file of authorities that are trusted too, as are those in SSL_CERT_FILE and NODE_EXTRA_CA_CERTS"),
    CONNECT_TIMEOUT("ghl.connect-timeout-ms", "5000", "to open a connection to HighLevel"),
    READ_TIMEOUT("ghl.read-timeout-ms", "30000", "to wait for HighLevel's answer"),
    DEADLINE("ghl.deadline-ms", "30000", "for a whole call, waiting for the budget and retries included"),
    API_VERSION("ghl.api-version", "dated", "HighLevel's requests: dated (2021-07-28, 2021-04-15) or v3"),
    RATE_LIMITS("ghl.rate-limits", "true", "keep to HighLevel's limits; false only where a stand-in for it has none"),
    MAX_WAIT("ghl.longest-wait-ms", "2000", "for room in a location's limits; a longer wait ends the call at once"),
    RECORDINGS_DIR(
            "ghl.recordings-dir",
            "",
            "for call recordings above 1 MiB, kept for a day; empty for the temporary directory"),
    STORE_KEY(
            "ghl.store-key",
            "",
            "encrypts the token store and watches' events; any words, better kept in the environment"),
    TOOLS_PRESET("tools.preset", "all", "which tools there are: all, sales, scheduling or support"),
    TOOLS_TOOLSETS("tools.toolsets", "", "toolsets, such as contacts, calendars: only these, or besides the preset"),
    TOOLS_INCLUDE("tools.include", "", "single tools, such as get_user: only these, or besides preset and toolsets"),
    TOOLS_EXCLUDE("tools.exclude", "", "tools or toolsets that are hidden whatever else names them"),
    TOOLS_READ_ONLY("tools.read-only", "false", "true hides every tool that changes something"),
    TOOLS_SURFACE(
            "tools.surface",
            "list",
            "list shows every tool; search shows ten and three that find, describe and call the rest"),
    API_OPERATIONS(
            "api.operations",
            "",
            "what may be called of the API beside the tools: some of read, write, irreversible, outward, money; or all, or off; empty for read"),
    API_UPLOAD_DIR(
            "api.upload-dir",
            "",
            "the folder whose files may be uploaded, on stdio and the command line; empty for none"),
    RESULTS_MAX_BYTES("results.max-bytes", "40000", "of one result; what is longer is cut and says so; 0 for no limit"),
    RESULTS_NAMES(
            "results.names",
            "true",
            "false leaves out what is put beside HighLevel's own answer: names beside ids, times with an offset, what was sent"),
    RESULTS_TRIM("results.trim", "true", "false keeps nulls, empty values and internal members in results"),
    CONFIRM_ALLOW(
            "confirm.allow",
            "",
            "tools, toolsets or classes (irreversible, outward, money, writes) whose calls nobody is asked about"),
    CONFIRM_ASK("confirm.ask", "", "those that wait for a person's yes; all but writes do unless named elsewhere"),
    CONFIRM_DENY("confirm.deny", "", "those whose calls are refused"),
    AUDIT_FILE("audit.file", "", "a file that gets lines of JSON for every call that writes; empty for none"),
    AUDIT_MAX_BYTES("audit.max-bytes", "10485760", "of one such file; then a new one begins"),
    AUDIT_FILES("audit.files", "5", "how many of them are kept, the one in use included"),
    HTTP_HOST(
            "http.host",
            "localhost",
            "where `ghl-mcp http` listens: localhost is 127.0.0.1 and ::1; all but loopback needs authentication"),
    HTTP_PORT("http.port", "8080", "its port; 0 takes a free one"),
    HTTP_ALLOWED_HOSTS("http.allowed-hosts", "", "names it is reached by besides localhost: mcp.example.com"),
    HTTP_ALLOWED_ORIGINS("http.allowed-origins", "", "web pages that may use it: https://app.example.com"),
    HTTP_SSE("http.sse", "auto", "HTTP+SSE of 2024-11-05 at /sse: on, off, or auto for on at a loopback address only"),
    HTTP_PAGE("http.page", "auto", "the front page at /: on, off, or auto for on at a loopback address only"),
    HTTP_TRIGGERS("http.triggers", "true", "false switches off GET /triggers, where Zapier, Make and n8n poll"),
    HTTP_SESSIONS(
            "http.sessions", "optional", "required refuses requests without Mcp-Session-Id, which most can do without"),
    HTTP_MAX_SESSIONS("http.max-sessions", "10000", "sessions open at once"),
    HTTP_SESSION_IDLE("http.session-idle-ms", "1800000", "after which an unused session ends"),
    HTTP_MAX_CONNECTIONS("http.max-connections", "4096", "connections open at once, streams included"),
    HTTP_MAX_IN_FLIGHT(
            "http.max-in-flight", "100", "requests of one client's name that wait for their answers at once"),
    HTTP_READ_TIMEOUT(
            "http.read-timeout-ms", "30000", "for a client to send a request it has begun, and to read its answer"),
    HTTP_ACCESS_LOG("http.access-log", "true", "one line of JSON on standard error for each request"),
    HTTP_SHUTDOWN("http.shutdown-ms", "10000", "for running calls to finish when the server is told to stop"),
    HTTP_TLS_CERT(
            "http.tls-cert",
            "",
            "PEM file with the certificate and its chain; serves HTTPS together with http.tls-key"),
    HTTP_TLS_KEY("http.tls-key", "", "PEM file with the certificate's PKCS#8 key"),
    HTTP_TOKENS("http.tokens", "", "bearer tokens that let clients in, each as name: token; better in a file"),
    HTTP_TOKENS_FILE("http.tokens-file", "", "a file of such lines that only its owner may read (chmod 600)"),
    HTTP_OAUTH_ISSUER("http.oauth-issuer", "", "the authorization server whose access tokens (JWTs) let clients in"),
    HTTP_OAUTH_AUDIENCE("http.oauth-audience", "", "this server's URL as clients reach it, https://host/mcp"),
    HTTP_OAUTH_SCOPES("http.oauth-scopes", "", "scopes that an access token must have"),
    HTTP_OAUTH_KEYS_URL("http.oauth-keys-url", "", "where the issuer's keys (JWKS) are; empty to ask its metadata"),
    HTTP_OAUTH_CLAIM("http.oauth-claim", "sub", "the claim of an access token that names the tenant"),
    HTTP_REQUIRE_TENANT(
            "http.require-tenant", "", "true turns away who is not under tenants; empty if anyone is there"),
    HTTP_TENANT_HEADERS("http.tenant-headers", "false", "true lets requests bring X-GHL-Token and X-GHL-Location"),
    AUTH_CLIENT_ID("auth.client-id", "", "the app's client id, from its page in HighLevel's marketplace"),
    AUTH_CLIENT_SECRET("auth.client-secret", "", "the app's client secret; better kept in the environment"),
    AUTH_REDIRECT_URI(
            "auth.redirect-uri",
            "http://localhost:8976/oauth/callback",
            "where the consent page sends the code, letter for letter as in the app"),
    AUTH_SCOPES("auth.scopes", "", "scopes to ask for; empty for all that the tools need"),
    AUTH_VERSION_ID("auth.version-id", "", "the version id of a private app, if its installation link has one"),
    AUTH_PKCE("auth.pkce", "false", "true sends a PKCE challenge, which HighLevel does not document"),
    AUTH_CONSENT_URL(
            "auth.consent-url",
            "https://marketplace.gohighlevel.com/v2/oauth/chooselocation",
            "the consent page; white labels have marketplace.leadconnectorhq.com"),
    AUTH_STORE("auth.store", "", "the token store; empty for ghl-mcp/tokens in the user's configuration folder"),
    FLEET_STORE(
            "fleet.store",
            "",
            "where several servers share limits, tokens and watches: redis://host:6379, rediss:// for TLS"),
    FLEET_SERVERS("fleet.servers", "2", "how many they are: without the store each keeps to its part of the limits"),
    SANDBOX_SEARCH_LAG("sandbox.search-lag-ms", "0", "how long the sandbox's searches do not see what is written"),
    SANDBOX_DUPLICATES(
            "sandbox.duplicates", "false", "true lets the sandbox's contacts share an e-mail address or phone number"),
    SANDBOX_TRIAL("sandbox.trial", "false", "true gives the sandbox a trial's limits: 25 in 10 s, 10,000 a day"),
    SANDBOX_RATE_INTERVAL(
            "sandbox.rate-interval-ms", "10000", "in which the sandbox takes 100 requests; 1000 for fast tests"),
    SANDBOX_CLOCK("sandbox.clock", "", "when the sandbox's time starts, such as 2026-11-28T09:00:00Z; empty for now"),
    SANDBOX_CLOCK_SPEED("sandbox.clock-speed", "1", "how many times faster the sandbox's time passes"),
    STORE_FILE(
            "store.file",
            "",
            "what watches keep; empty for the Redis of fleet.store, or else ghl-mcp/state.db in the user's configuration folder"),
    EVENTS_ERROR_CODES(
            "events.error-codes",
            "auto",
            "numbers of MCP Events' errors: sep (SEP-3415), sketch (what ChatGPT knows), or auto for what the client declares"),
    EVENTS_CALLBACK_NETWORKS(
            "events.callback-networks",
            "",
            "networks such as 10.0.0.0/8 that clients may name callbacks in, by http too; the rest of the world by https only"),
    WATCH_SHARE("watch.share-percent", "20", "of a sub-account's limits that polls of watches may take"),
    HOOKS_HIGHLEVEL("hooks.highlevel", "off", "on for POST /hooks/highlevel, where a Marketplace app's webhooks ring"),
    HOOKS_HIGHLEVEL_KEYS(
            "hooks.highlevel-keys", "highlevel", "that sign them: highlevel for its own, base64 as in PEM for others"),
    SYNC_FILES(
            "sync.files",
            "",
            "files with more syncs, such as config/syncs/17hats.yaml; a relative path begins where the program starts, or else beside this file"),
    LOG_LEVEL("log.level", "off", "debug shows stack traces and the libraries' lines on standard error");

    /// What `ghl-mcp install` calls a server unless told otherwise.
    public static final String INSTALLED_NAME = "gohighlevel";

    private final String key;
    private final String fallback;
    private final String comment;

    Setting(String key, String fallback, String comment) {
        this.key = key;
        this.fallback = fallback;
        this.comment = comment;
    }

    /// The path in the file, joined by dots.
    public String key() {
        return key;
    }

    /// The value where nobody set one; empty for none.
    public String fallback() {
        return fallback;
    }

    /// What it is, in a few words.
    public String comment() {
        return comment;
    }

    /// The environment variable that overrides the file: `GHL_BASE_URL` for `ghl.base-url`, `GHL_HTTP_PORT` for
    /// `http.port`.
    public String variable() {
        String name = key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
        return name.startsWith("GHL_") ? name : "GHL_" + name;
    }

    /// The setting of this key.
    public static Setting of(String key) {
        return of(key, "here");
    }

    static Setting of(String key, String where) {
        return Arrays.stream(values())
                .filter(setting -> setting.key.equals(key))
                .findFirst()
                .orElseThrow(() ->
                        new SettingsException(where + ": " + (key.isEmpty() ? "it" : key) + " is not a setting", key));
    }
}
