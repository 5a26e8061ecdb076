package dev.ghlmcp.config;

import java.util.List;
import java.util.regex.Pattern;

/// Cleans a pasted token of the text that people copy with it. HighLevel would only say that the token is invalid.
public final class TokenText {
    private static final Pattern QUOTED = Pattern.compile("^[\"'`“”‘’].*|.*[\"'`“”‘’]$");
    private static final Pattern BEARER = Pattern.compile("(?i)^(authorization:\\s*)?bearer\\b.*");

    private TokenText() {}

    /// The token as it is.
    ///
    /// @param where it was given: a variable, a file, a key
    /// @param token null for none
    /// @throws SettingsException if more than a token stands there; the message holds no part of it
    public static String checked(String where, String token) {
        String text = token == null ? "" : token.strip();
        List<String> wrong = wrong(text);
        if (!wrong.isEmpty()) {
            throw new SettingsException(
                    where + " holds " + String.join(" and ", wrong) + ": give the token alone, which begins with pit-");
        }
        return token;
    }

    private static List<String> wrong(String text) {
        if (QUOTED.matcher(text).matches()) {
            String inner = text.replaceAll("^[\"'`“”‘’]+|[\"'`“”‘’]+$", "");
            return BEARER.matcher(inner).matches()
                    ? List.of("quotation marks", "the word Bearer")
                    : List.of("quotation marks");
        }
        if (BEARER.matcher(text).matches()) {
            return List.of("the word Bearer");
        }
        return text.chars().anyMatch(c -> c <= ' ' || c > '~')
                ? List.of("spaces or other signs that no token has")
                : List.of();
    }
}
