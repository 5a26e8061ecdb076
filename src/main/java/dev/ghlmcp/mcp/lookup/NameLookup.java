package dev.ghlmcp.mcp.lookup;

import dev.ghlmcp.mcp.call.CallableTools;
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
    public Completions complete(CallableTools tools, RecordKind kind, String typed, String location, String pipeline) {
        List<NamedRecord> all = candidates(tools, kind, typed, location, pipeline);
        return choices(all, typed, one -> value(kind, one, all));
    }

    /// Completes an id in the address of a resource, which takes no name.
    public Completions completeIds(CallableTools tools, RecordKind kind, String typed, String location) {
        return choices(candidates(tools, kind, typed, location, null), typed, NamedRecord::id);
    }

    /// The id of a record, see [#find].
    public String id(CallableTools tools, RecordKind kind, String text, String location, String pipeline) {
        String word = text.strip();
        return ID.matcher(word).matches() || kind == RecordKind.TAG || kind == RecordKind.LOCATION
                ? word
                : find(tools, kind, word, location, pipeline).id();
    }

    /// The record that a text means: the only one of this name, or else the only one whose name has all its words. It
    /// has
    /// to be the only one of all that there are, not of a first page.
    ///
    /// @param text     a name, or an email address, or both name and id as completion returns them
    /// @param pipeline name or id of the pipeline whose stages count; null for all
    /// @throws IllegalArgumentException with a sentence if no record has the name, or several have
    /// @throws LookupException          if the tool that lists the names fails
    NamedRecord find(CallableTools tools, RecordKind kind, String text, String location, String pipeline) {
        String word = text.strip();
        Matcher both = WITH_ID.matcher(word);
        if (both.matches()) {
            return new NamedRecord(
                    both.group(1), word.substring(0, word.lastIndexOf('(')).strip(), "");
        }
        RecordListing listing = settled(tools, kind, word, location, pipeline);
        return only(kind, word, listing, listed(listing, kind, pipeline));
    }

    /// A listing that has one record of the name, or is new: one of some seconds ago may lack what was made since.
    private RecordListing settled(CallableTools tools, RecordKind kind, String word, String location, String pipeline) {
        RecordListing listing = listing(tools, kind, word, location);
        return called(listed(listing, kind, pipeline), word).size() == 1 ? listing : read(tools, kind, word, location);
    }

    /// The record that an argument means: the only one of this name as HighLevel lists them now, or, of `name (id)`,
    /// the one of both.
    ///
    /// @param whole whether only a whole name counts
    /// @throws IllegalArgumentException with a sentence if no record has the name, or several have
    /// @throws LookupException          if the tool that lists the names fails
    NamedRecord now(
            CallableTools tools, RecordKind kind, String text, String location, String pipeline, boolean whole) {
        String word = text.strip();
        Matcher both = WITH_ID.matcher(word);
        String name = both.matches() ? word.substring(0, word.lastIndexOf('(')).strip() : word;
        RecordListing listing = whole || kind.searched()
                ? read(tools, kind, name, location)
                : settled(tools, kind, name, location, pipeline);
        List<NamedRecord> listed = listed(listing, kind, pipeline);
        if (both.matches()) {
            return listed.stream()
                    .filter(one -> one.id().equals(both.group(1)) && one.called(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no " + kind + " of the id " + both.group(1)
                            + " was found by the name " + echo(name) + ": give the id alone"));
        }
        NamedRecord found = only(kind, word, listing, listed);
        if (whole && !found.called(word)) {
            throw new IllegalArgumentException(echo(word) + " is not the whole name of " + kind + " "
                    + ForeignText.quoted(found.withId(), MAX_ECHO) + ": give the id or the whole name");
        }
        return found;
    }

    private static NamedRecord only(RecordKind kind, String word, RecordListing listing, List<NamedRecord> listed) {
        List<NamedRecord> found = called(listed, word);
        if (!found.isEmpty() && !listing.complete()) {
            throw new IllegalArgumentException("more " + kind + "s match " + echo(word)
                    + " than can be looked through: give the id"
                    + (kind == RecordKind.CONTACT ? ", or the email address" : ""));
        }
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new IllegalArgumentException(
                found.isEmpty()
                        ? "there is no " + kind + " " + echo(word)
                                + (listed.isEmpty() ? "" : "; there are " + list(listed, NamedRecord::name))
                        : kind + " " + echo(word) + " may be any of " + list(found, NamedRecord::withId)
                                + ": give one of these as it stands here");
    }

    private static List<NamedRecord> listed(RecordListing listing, RecordKind kind, String pipeline) {
        return listing.all().stream().filter(within(kind, pipeline)).toList();
    }

    private static List<NamedRecord> called(List<NamedRecord> all, String text) {
        List<NamedRecord> exact = all.stream().filter(one -> one.called(text)).toList();
        return exact.isEmpty() ? all.stream().filter(one -> one.hasWords(text)).toList() : exact;
    }

    private List<NamedRecord> candidates(
            CallableTools tools, RecordKind kind, String typed, String location, String pipeline) {
        try {
            return listed(listing(tools, kind, typed, location), kind, pipeline);
        } catch (LookupException _) {
            return List.of();
        }
    }

    /// A complete listing for fewer letters serves for more letters.
    private RecordListing listing(CallableTools tools, RecordKind kind, String typed, String location) {
        String query = query(kind, typed);
        for (int letters = 0; letters <= query.length(); letters++) {
            RecordListing known =
                    recent.get(new RecentListings.Key(tools.access(), kind, location, query.substring(0, letters)));
            if (known != null && (known.complete() || letters == query.length())) {
                return known;
            }
        }
        return read(tools, kind, typed, location);
    }

    private static String query(RecordKind kind, String typed) {
        // What was taken from an earlier completion has an id behind the name, which no search finds.
        String name = WITH_ID.matcher(typed).matches() ? typed.substring(0, typed.lastIndexOf('(')) : typed;
        return kind.searched() ? name.strip().toLowerCase(Locale.ROOT) : "";
    }

    private RecordListing read(CallableTools tools, RecordKind kind, String typed, String location) {
        String query = query(kind, typed);
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

    private static String list(List<NamedRecord> all, Function<NamedRecord, String> text) {
        return Excerpt.list(
                all.stream()
                        .map(one -> ForeignText.quoted(text.apply(one), MAX_ECHO))
                        .toList(),
                MAX_NAMED);
    }

    static String echo(String text) {
        return "'" + Excerpt.of(text, MAX_ECHO) + "'";
    }
}
