package dev.ghlmcp.app.settings;

import dev.ghlmcp.config.SecretFile;
import dev.ghlmcp.config.SettingsException;
import dev.ghlmcp.config.TokenText;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.Credentials;
import dev.ghlmcp.highlevel.account.FixedTokens;
import dev.ghlmcp.highlevel.account.RotatingTokens;
import dev.ghlmcp.highlevel.account.TokenNames;
import dev.ghlmcp.secret.Secret;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads `tenants:` of the settings. An entry with tokens of its own has an account of its own; one without works on
/// the server's, in the sub-accounts that it must name. An entry with `locations` reaches only those.
///
/// @param own         the account of the server
/// @param names       of all sub-accounts; a tenant learns those of its own
/// @param environment of the process
public record TenantEntries(Access own, Map<String, String> names, Map<String, String> environment) {
    private static final String TOKEN = "token";
    private static final String AGENCY_TOKEN = "agency-token";
    private static final String COMPANY = "company-id";
    private static final String FILE = "-file";
    private static final String LOCATION = "location-id";
    private static final String LOCATIONS = "locations";
    private static final List<String> FIELDS = Stream.concat(
                    Stream.of(TOKEN, AGENCY_TOKEN).flatMap(token -> Stream.of(token, token + "-env", token + FILE)),
                    Stream.of(COMPANY, LOCATION, LOCATIONS))
            .toList();

    /// The accounts by principal, which may hold dots, as an address does.
    ///
    /// @throws SettingsException if an entry cannot be used
    public Map<String, Access> accounts(Map<String, String> section) {
        Map<String, Map<String, String>> entries = new LinkedHashMap<>();
        section.forEach((key, value) -> {
            int dot = key.lastIndexOf('.');
            String field = key.substring(dot + 1);
            if (dot < 1 || !FIELDS.contains(field)) {
                throw new SettingsException(
                        "tenants." + key + " is not known; an account has " + String.join(", ", FIELDS));
            }
            if (!value.isBlank()) {
                entries.computeIfAbsent(key.substring(0, dot), _ -> new LinkedHashMap<>())
                        .put(field, value.strip());
            }
        });
        return entries.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> account(entry.getKey(), entry.getValue())));
    }

    private Access account(String principal, Map<String, String> fields) {
        String where = "tenants." + principal;
        boolean ownTokens = secret(where, TOKEN, fields) != null || secret(where, AGENCY_TOKEN, fields) != null;
        try {
            AccountLocations locations = locations(where, fields, ownTokens);
            Credentials credentials = ownTokens ? tokens(where, fields, locations.standard()) : own.credentials();
            return new Access(credentials, locations, fields.getOrDefault(COMPANY, ownTokens ? null : own.companyId()));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(where + ": " + e.getMessage());
        }
    }

    private Credentials tokens(String where, Map<String, String> fields, String location) {
        TokenNames names = new TokenNames(where, where);
        Supplier<FixedTokens> tokens = () ->
                new FixedTokens(secret(where, TOKEN, fields), secret(where, AGENCY_TOKEN, fields), location, names);
        return fields.containsKey(TOKEN + FILE) || fields.containsKey(AGENCY_TOKEN + FILE)
                ? new RotatingTokens(tokens)
                : tokens.get();
    }

    private AccountLocations locations(String where, Map<String, String> fields, boolean ownTokens) {
        String standard = fields.get(LOCATION);
        Set<String> selected = new LinkedHashSet<>();
        if (standard != null) {
            selected.add(standard);
        }
        Arrays.stream(fields.getOrDefault(LOCATIONS, "").split(","))
                .map(String::strip)
                .filter(location -> !location.isEmpty())
                .forEach(selected::add);
        if (ownTokens && !fields.containsKey(LOCATIONS)) {
            return new AccountLocations(standard);
        }
        if (selected.isEmpty()) {
            throw new SettingsException(where + " must have a token, a location-id or locations");
        }
        AccountLocations all = ownTokens ? new AccountLocations(null, names, null) : own.locations();
        AccountLocations some = all.narrowed(selected);
        // The first is the location-id, if there is one.
        String first = some.allowed().iterator().next();
        return new AccountLocations(
                standard != null || selected.size() == 1 ? first : null, some.names(), some.allowed());
    }

    private Secret secret(String where, String field, Map<String, String> fields) {
        List<String> given = Stream.of(field, field + "-env", field + FILE)
                .filter(fields::containsKey)
                .toList();
        if (given.size() > 1) {
            throw new SettingsException(where + " must have one of " + String.join(", ", given));
        }
        if (fields.containsKey(field + FILE)) {
            return Secret.of(
                    TokenText.checked(where + "." + field + FILE, SecretFile.read(Path.of(fields.get(field + FILE)))));
        }
        String variable = fields.get(field + "-env");
        if (variable == null) {
            return Secret.of(TokenText.checked(where + "." + field, fields.get(field)));
        }
        Secret secret = Secret.of(TokenText.checked(variable, environment.get(variable)));
        if (secret == null) {
            throw new SettingsException(
                    where + "." + field + "-env names the variable " + variable + ", which is not set");
        }
        return secret;
    }
}
