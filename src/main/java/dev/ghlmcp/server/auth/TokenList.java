package dev.ghlmcp.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Bearer tokens that the operator gave out: a line `name: token` for each. Only their digests are kept.
public final class TokenList implements TokenCheck {
    private static final int MIN = 24;

    /// Of a digest, which tell a token from others.
    private static final int MARK_BYTES = 8;

    private static final Pattern LINE = Pattern.compile("(\\S+?)(?::\\s*|\\s+)([A-Za-z0-9._~+/-]+=*)");
    private static final long REST_NANOS = Duration.ofSeconds(1).toNanos();

    private final Supplier<String> lines;
    private final String where;
    private final AtomicLong readNext = new AtomicLong(System.nanoTime() + REST_NANOS);
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private volatile List<Entry> entries;

    /// @param lines read now and then again once a second at most, as long as requests come
    /// @param where their place, for sentences
    /// @throws IllegalArgumentException with a sentence if they cannot be used
    public TokenList(Supplier<String> lines, String where) {
        this.lines = lines;
        this.where = where;
        this.entries = parse(lines.get());
    }

    @Override
    public String principal(String token, String path) {
        refresh();
        byte[] presented = digest(token);
        String found = null;
        for (Entry entry : entries) {
            // No way out before the last: the time must not tell how far down the list a token is.
            if (MessageDigest.isEqual(entry.digest, presented)) {
                found = entry.principal;
            }
        }
        return found;
    }

    @Override
    public boolean knows(String principal) {
        refresh();
        return entries.stream().anyMatch(entry -> entry.principal.equals(principal));
    }

    @Override
    public Set<String> tokens(String principal) {
        refresh();
        return entries.stream()
                .filter(entry -> entry.principal.equals(principal))
                .map(entry -> HexFormat.of().formatHex(entry.digest, 0, MARK_BYTES))
                .collect(Collectors.toSet());
    }

    /// Whether a token has this name, or had it since this process began: its account must not pass to another.
    boolean names(String name) {
        refresh();
        return names.contains(name);
    }

    private void refresh() {
        long due = readNext.get();
        long now = System.nanoTime();
        if (now - due < 0 || !readNext.compareAndSet(due, now + REST_NANOS)) {
            return;
        }
        try {
            entries = parse(lines.get());
        } catch (RuntimeException e) {
            // A half-written file must not lock clients out, so the previous list stays until the file is whole.
            System.err.println("ghl-mcp: the tokens read before stay in force: " + e.getMessage());
        }
    }

    private List<Entry> parse(String text) {
        List<Entry> parsed = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw refused(number, "must be 'name: token', the token of letters, digits and . _ ~ + / -");
            }
            if (matcher.group(2).length() < MIN) {
                throw refused(
                        number,
                        "has a token shorter than " + MIN + " characters; 'ghl-mcp new-token NAME' makes a good one");
            }
            if (matcher.group(1).startsWith(AccessTokens.PREFIX)) {
                throw refused(number, "has a name that begins as those of the authorization server do");
            }
            Entry entry = new Entry(matcher.group(1), digest(matcher.group(2)));
            if (parsed.stream().anyMatch(other -> MessageDigest.isEqual(other.digest, entry.digest))) {
                throw refused(number, "has a token that stands above already; each name needs its own");
            }
            parsed.add(entry);
        }
        if (parsed.isEmpty()) {
            throw new IllegalArgumentException(where + " holds no token; 'ghl-mcp new-token NAME' makes a line for it");
        }
        parsed.forEach(entry -> names.add(entry.principal));
        return List.copyOf(parsed);
    }

    private IllegalArgumentException refused(int number, String why) {
        return new IllegalArgumentException(where + ", line " + number + ", " + why);
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Entry(String principal, byte[] digest) {}
}
