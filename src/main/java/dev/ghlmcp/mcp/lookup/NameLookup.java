package dev.ghlmcp.mcp.lookup;

import dev.ghlmcp.mcp.CallerTools;
import dev.ghlmcp.text.Excerpt;
import dev.ghlmcp.text.ForeignText;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds ids by names. Prompts take names, because completion returns only texts and a person cannot choose between
/// ids. Where several records have one name, and always for contacts and opportunities, completion returns `name (id)`,
/// and the id counts. Thread-safe.
public final class NameLookup {
    private static final Pattern WITH_ID = Pattern.compile("(?s).*\\(([A-Za-z0-9-]{17,40})\\)\\s*");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{17,32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int MAX_NAMED = 10;
    private static final int MAX_ECHO = 120;

    private final RecentListings recent;

    public NameLookup() {
        this(System::nanoTime);
    }

    NameLookup(LongSupplier nanos) {
        this.recent = new RecentListings(nanos);
    }

    /// Completes a name. A tool that fails completes nothing.
    ///
    /// @param typed    part of the name, or of the email address, phone number or company
    /// @param location id or name of the sub-account; null for the standard one
    /// @param pipeline name or id of the pipeline whose stages count; null for all
    public Completions complete(CallerTools tools, RecordKind kind, String typed, String location, String pipeline) {
        List<NamedRecord> all = candidates(tools, kind, typed, location, pipeline);
        return choices(all, typed, one -> value(kind, one, all));
    }

    /// Completes an id in the address of a resource, which takes no name.
    public Completions completeIds(CallerTools tools, RecordKind kind, String typed, String location) {
        return choices(candidates(tools, kind, typed, location, null), typed, NamedRecord::id);
    }

    /// The id of a record.
    ///
    /// @param text     a name, an id, or both as completion returns them
    /// @param pipeline name or id of the pipeline whose stages count; null for all
    /// @throws IllegalArgumentException with a sentence if no record has the name, or several have
    /// @throws LookupException          if the tool that lists the names fails
    public String id(CallerTools tools, RecordKind kind, String text, String location, String pipeline) {
        String word = text.strip();
        Matcher both = WITH_ID.matcher(word);
        if (both.matches()) {
            return both.group(1);
        }
        if (ID.matcher(word).matches() || kind == RecordKind.TAG || kind == RecordKind.LOCATION) {
            return word;
        }
        List<NamedRecord> listed = listing(tools, kind, word, location).all().stream()
                .filter(within(kind, pipeline))
                .filter(one -> !kind.searched() || one.matches(word))
                .toList();
        List<NamedRecord> exact =
                listed.stream().filter(one -> one.name().equalsIgnoreCase(word)).toList();
        List<NamedRecord> found = exact.isEmpty() && kind.searched() ? listed : exact;
        if (found.size() == 1) {
            return found.getFirst().id();
        }
        throw new IllegalArgumentException(
                found.isEmpty()
                        ? "there is no " + kind + " " + echo(word) + "; there are "
                                + listed(listed, one -> echo(one.name()))
                        : kind + " " + echo(word) + " may be any of "
                                + listed(found, one -> ForeignText.quoted(one.withId(), MAX_ECHO))
                                + ": give one of these as it stands here");
    }

    private List<NamedRecord> candidates(
            CallerTools tools, RecordKind kind, String typed, String location, String pipeline) {
        try {
            return listing(tools, kind, typed, location).all().stream()
                    .filter(within(kind, pipeline))
                    .toList();
        } catch (LookupException _) {
            return List.of();
        }
    }

    /// A complete listing for fewer letters serves for more letters.
    private RecordListing listing(CallerTools tools, RecordKind kind, String typed, String location) {
        // What was taken from an earlier completion has an id behind the name, which no search finds.
        String name = WITH_ID.matcher(typed).matches() ? typed.substring(0, typed.lastIndexOf('(')) : typed;
        String query = kind.searched() ? name.strip().toLowerCase(Locale.ROOT) : "";
        for (int letters = 0; letters <= query.length(); letters++) {
            RecordListing known =
                    recent.get(new RecentListings.Key(tools.access(), kind, location, query.substring(0, letters)));
            if (known != null && (known.complete() || letters == query.length())) {
                return known;
            }
        }
        RecordListing listing = RecordListing.of(tools, kind, location, query);
        recent.put(new RecentListings.Key(tools.access(), kind, location, query), listing);
        return listing;
    }

    private static Predicate<NamedRecord> within(RecordKind kind, String pipeline) {
        if (kind != RecordKind.STAGE || pipeline == null) {
            return _ -> true;
        }
        Matcher both = WITH_ID.matcher(pipeline);
        String wanted = (both.matches() ? both.group(1) : pipeline.strip()).toLowerCase(Locale.ROOT);
        return stage -> stage.words().toLowerCase(Locale.ROOT).contains(wanted);
    }

    private static Completions choices(List<NamedRecord> all, String typed, Function<NamedRecord, String> value) {
        List<NamedRecord> matching =
                all.stream().filter(one -> one.begins(typed)).toList();
        List<String> values = Stream.concat(
                        matching.stream().filter(one -> one.starts(typed)),
                        matching.stream().filter(one -> !one.starts(typed)))
                .map(value)
                .distinct()
                .toList();
        return values.isEmpty()
                ? Completions.NONE
                : new Completions(
                        values.stream().limit(Completions.MAX).toList(),
                        values.size(),
                        values.size() > Completions.MAX);
    }

    private static String value(RecordKind kind, NamedRecord one, List<NamedRecord> all) {
        boolean unique = all.stream()
                        .filter(other -> other.name().equalsIgnoreCase(one.name()))
                        .count()
                == 1;
        return unique && !kind.searched() ? one.name() : one.withId();
    }

    private static String listed(List<NamedRecord> all, Function<NamedRecord, String> text) {
        return all.isEmpty() ? "none" : Excerpt.list(all.stream().map(text).toList(), MAX_NAMED);
    }

    private static String echo(String text) {
        return "'" + Excerpt.of(text, MAX_ECHO) + "'";
    }
}
