package dev.ghlmcp.watch;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a request takes among the arguments of an operation that are not the operation's, such as `every`.
///
/// @param names of them
public record RequestArguments(List<String> names) {
    /// An argument, not a member of one.
    private static final Pattern UNKNOWN = Pattern.compile("(?<![\\w.\\]])\\w+ is not known; known are ");

    /// A sentence about unknown arguments, with these among those that are known.
    public String sentence(String sentence) {
        return UNKNOWN.matcher(sentence)
                .replaceFirst(found -> Matcher.quoteReplacement(found.group() + String.join(", ", names) + ", "));
    }
}
