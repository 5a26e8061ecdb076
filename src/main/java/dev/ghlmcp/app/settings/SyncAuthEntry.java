package dev.ghlmcp.app.settings;

import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.sync.SyncAuth;
import dev.ghlmcp.sync.SyncAuth.Kind;
import dev.ghlmcp.webhook.WebhookSecret;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Reads `auth:` of a sync.
///
/// @param environment of the process
record SyncAuthEntry(Map<String, String> environment) {
    private static final int MIN_LENGTH = 16;
    private static final List<String> KINDS = List.of("token", "standard-webhooks-secret", "hmac", "basic");
    private static final List<String> MEMBERS = List.of(
            "token-env",
            "token-file",
            "header",
            "standard-webhooks-secret-env",
            "standard-webhooks-secret-file",
            "hmac",
            "basic");
    private static final Map<String, String> ALGORITHMS =
            Map.of("sha256", "HmacSHA256", "sha1", "HmacSHA1", "sha512", "HmacSHA512");

    /// What the entry says of its senders; null if nothing.
    SyncAuth read(EntryMembers entry) {
        EntryMembers members = entry.object("auth", MEMBERS);
        if (members == null) {
            return null;
        }
        List<String> kinds = KINDS.stream()
                .filter(kind -> Stream.of(kind, kind + "-env", kind + "-file").anyMatch(members::has))
                .toList();
        if (kinds.size() != 1) {
            throw new SettingsException(members.where() + " must have one of token-env, token-file,"
                    + " standard-webhooks-secret-env, standard-webhooks-secret-file, hmac and basic");
        }
        if (members.has("header") && !kinds.getFirst().equals("token")) {
            throw new SettingsException(members.at("header") + " goes with a token; that of hmac is within hmac");
        }
        return switch (kinds.getFirst()) {
            case "token" ->
                new SyncAuth(secrets(members, "token", SyncAuthEntry::plain), Kind.TOKEN, null, header(members), null);
            case "hmac" -> hmac(members.object("hmac", List.of("header", "algorithm", "secret-env", "secret-file")));
            case "basic" -> basic(members.object("basic", List.of("user", "password-env", "password-file")));
            default ->
                new SyncAuth(
                        secrets(
                                members,
                                "standard-webhooks-secret",
                                (where, text) ->
                                        WebhookSecret.parse(where, text).text().value()),
                        Kind.STANDARD_WEBHOOKS,
                        null,
                        null,
                        null);
        };
    }

    private SyncAuth hmac(EntryMembers members) {
        members.required("header", "the name of the header with the signature");
        String word = members.has("algorithm") ? members.text("algorithm").toLowerCase(Locale.ROOT) : "sha256";
        String algorithm = ALGORITHMS.get(word.replace("hmac", "").replace("-", ""));
        if (algorithm == null) {
            throw new SettingsException(
                    members.at("algorithm") + " must be sha256, sha512 or sha1, got '" + word + "'");
        }
        return new SyncAuth(
                secrets(members, "secret", SyncAuthEntry::plain), Kind.HMAC, null, header(members), algorithm);
    }

    private SyncAuth basic(EntryMembers members) {
        String user = members.required("user", "the user name that senders give");
        return new SyncAuth(secrets(members, "password", SyncAuthEntry::plain), Kind.BASIC, user, null, null);
    }

    private static String header(EntryMembers members) {
        String header = members.text("header");
        if (header != null && !header.matches("[A-Za-z0-9-]{1,64}")) {
            throw new SettingsException(members.at("header") + " must be the name of a header, such as X-Signature");
        }
        return header == null ? null : header.toLowerCase(Locale.ROOT);
    }

    private Supplier<List<String>> secrets(
            EntryMembers members, String name, BiFunction<String, String, String> parse) {
        String variables = name + "-env";
        String files = name + "-file";
        return new SecretSource<String>(
                        members.where(), variables, members.texts(variables), files, members.texts(files))
                .read(environment, parse);
    }

    private static String plain(String where, String text) {
        String stripped = text == null ? "" : text.strip();
        if (stripped.length() < MIN_LENGTH) {
            throw new IllegalArgumentException(where + (stripped.isEmpty() ? " is empty or not set" : " is too short")
                    + ": a secret has at least " + MIN_LENGTH + " characters, as `openssl rand -hex 32` prints one");
        }
        return stripped;
    }
}
