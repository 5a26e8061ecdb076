package dev.ghlmcp.catalog.endpoint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A path with holes, such as `/contacts/{contactId}/tags`. A trailing slash is part of it.
///
/// @param segments what stands between the slashes
public record PathTemplate(List<Segment> segments) {
    /// A part of the path between two slashes.
    public sealed interface Segment {
        /// Text sent as it is; empty after a trailing slash.
        record Literal(String text) implements Segment {}

        /// Filled by an argument.
        ///
        /// @param reserved words that would turn the path into another route
        record Hole(String name, Set<String> reserved) implements Segment {
            /// Whether this value would address another route, however that route's word is cased or hyphenated
            /// (`removeAll` became `remove-all` in HighLevel's v3).
            public boolean reserves(String value) {
                return reserved.contains(fold(value));
            }

            /// The same hole, which takes these words although they turn the path into another.
            public Hole taking(Collection<String> words) {
                Set<String> others = new HashSet<>(reserved);
                words.forEach(word -> others.remove(fold(word)));
                return new Hole(name, Set.copyOf(others));
            }
        }
    }

    /// Reads a path as it stands in an annotation.
    public static PathTemplate parse(String path) {
        List<Segment> segments = new ArrayList<>();
        for (String part : path.substring(1).split("/", -1)) {
            segments.add(
                    part.startsWith("{")
                            ? new Segment.Hole(part.substring(1, part.length() - 1), Set.of())
                            : new Segment.Literal(part));
        }
        return new PathTemplate(List.copyOf(segments));
    }

    /// The names of the holes, in order.
    public List<String> holes() {
        return segments.stream()
                .<String>mapMulti((segment, names) -> {
                    if (segment instanceof Segment.Hole hole) {
                        names.accept(hole.name());
                    }
                })
                .toList();
    }

    /// The same path, its holes closed to the words that stand at their place in any other path.
    public PathTemplate reserving(List<PathTemplate> all) {
        List<Segment> closed = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            closed.add(
                    segments.get(i) instanceof Segment.Hole hole
                            ? new Segment.Hole(hole.name(), words(i, all))
                            : segments.get(i));
        }
        return new PathTemplate(List.copyOf(closed));
    }

    private Set<String> words(int at, List<PathTemplate> all) {
        Set<String> words = new HashSet<>();
        for (PathTemplate other : all) {
            if (other.segments.size() > at
                    && other.segments.get(at) instanceof Segment.Literal(String text)
                    && sharesStart(other, at)) {
                words.add(fold(text));
            }
        }
        return Set.copyOf(words);
    }

    private boolean sharesStart(PathTemplate other, int length) {
        for (int i = 0; i < length; i++) {
            if (segments.get(i) instanceof Segment.Literal a
                    && other.segments.get(i) instanceof Segment.Literal b
                    && !a.equals(b)) {
                return false;
            }
        }
        return true;
    }

    private static String fold(String word) {
        return word.replace("-", "").toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        StringBuilder path = new StringBuilder();
        for (Segment segment : segments) {
            path.append('/')
                    .append(
                            switch (segment) {
                                case Segment.Literal(String text) -> text;
                                case Segment.Hole hole -> "{" + hole.name() + "}";
                            });
        }
        return path.toString();
    }
}
