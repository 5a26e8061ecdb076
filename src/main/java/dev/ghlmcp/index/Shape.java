package dev.ghlmcp.index;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a value of HighLevel's API looks like.
public sealed interface Shape {
    /// Values without parts.
    enum Simple implements Shape {
        /// Any text.
        TEXT,
        /// Any number.
        NUMBER,
        /// A whole number.
        INTEGER,
        /// True or false.
        BOOLEAN,
        /// `2026-11-29`.
        DATE,
        /// `2026-11-29T10:00:00Z`.
        TIME,
        /// The bytes of a file, in a multipart body.
        FILE,
        /// An object of which the documents say no member.
        FREE,
        /// The documents say nothing of it.
        ANY
    }

    /// One of these values; each is the text of a number if `type` is one.
    ///
    /// @param type TEXT, NUMBER or INTEGER
    record Choice(Simple type, List<String> values) implements Shape {}

    /// A list.
    ///
    /// @param joined in a query it is one text with commas, and not a parameter for each item
    record Items(Shape item, boolean joined) implements Shape {}

    /// An object.
    ///
    /// @param members in the order of the documents
    record Members(Map<String, Member> members) implements Shape {
        /// An object without members.
        public static final Members NONE = new Members(Map.of());
    }

    /// Any of several.
    record AnyOf(List<Shape> shapes) implements Shape {}

    /// A parameter, or a member of an object.
    ///
    /// @param required the documents call it so, which is wrong at times: only a path needs all of its parameters
    record Member(Shape shape, boolean required) {
        /// A payment is by one means, a first page has nothing before it, and a list needs no words.
        private static final Set<String> NEVER =
                Set.of("card", "cheque", "searchAfter", "lastDoc", "query", "additionalDetails");

        /// Whether the documents call it required, and a request can need it.
        ///
        /// @param name it has
        public boolean needed(String name) {
            return required && !NEVER.contains(name);
        }
    }
}
