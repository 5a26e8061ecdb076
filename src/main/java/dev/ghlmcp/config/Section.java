package dev.ghlmcp.config;

/// Settings whose names are the person's own: a part of the file below which every key is allowed.
public enum Section {
    /// Names for sub-accounts, each with its id.
    LOCATIONS("locations", "names for sub-accounts, each with its id: Main Street: ve9EPM428h8vShlRW1KT"),

    /// Rates for tools and toolsets, below HighLevel's own for the location.
    LIMITS(
            "limits",
            "rates per location for tools and toolsets: {tools: {get_contact: 30/1m}, toolsets: {blogs: 5/10s}}"),

    /// Whose account a client of the server over HTTP works on.
    TENANTS(
            "tenants",
            "accounts by client: acme: {token-env: ACME_PIT, location-id: ve9EPM428h8vShlRW1KT, locations: [...]}"),

    /// What is watched as long as a server runs, and where its events are posted.
    WATCHES(
            "watches",
            "watches that `http` and `watch` keep going: new-leads: {operation: search_contacts, arguments: {query: vip},"
                    + " every: 5m, post: {url: https://..., secret-env: HOOK_SECRET, ordered: false}}"),

    /// What comes in from elsewhere and becomes records. Its values are nested, not texts.
    SYNCS(
            "syncs",
            "what POST /hooks/in/NAME and `sync import` bring into HighLevel, with their mappings: docs/syncs.md; sync.files"
                    + " names files with more");

    private final String key;
    private final String comment;

    Section(String key, String comment) {
        this.key = key;
        this.comment = comment;
    }

    /// The path in the file, joined by dots.
    public String key() {
        return key;
    }

    /// What it is, in a few words.
    public String comment() {
        return comment;
    }

    /// The person's own part of a key of this section, or null if the key stands elsewhere.
    String name(String path) {
        return path.startsWith(key + ".") ? path.substring(key.length() + 1) : null;
    }
}
