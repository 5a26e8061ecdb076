package dev.ghlmcp.highlevel.reply;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A page for browsers. HighLevel's API sends none: somebody in between does.
///
/// @param title      what it calls itself, cleaned and capped; may be empty
/// @param cloudflare whether it names Cloudflare, which guards HighLevel
public record ForeignPage(String title, boolean cloudflare) {
    /// In bytes: what is looked at.
    private static final int LOOKED_AT = 64 << 10;

    private static final int MAX_TITLE = 100;
    private static final Pattern TITLE = Pattern.compile("(?is)<(title|h1)[^>]*>(.{1,400}?)</\\1");
    private static final Pattern START = Pattern.compile("(?is)^[\\s\ufeff]*<(?:!doctype|html|head|body|\\?xml)\\b.*");

    /// The page that an answer is; null if it is none.
    ///
    /// @param type the media type that it claims, or nothing
    public static ForeignPage of(String type, byte[] body, SecretMask mask) {
        String text = new String(body, 0, Math.min(body.length, LOOKED_AT), StandardCharsets.UTF_8);
        boolean claimed = type.toLowerCase(Locale.ROOT).contains("html")
                && text.stripLeading().startsWith("<");
        if (!claimed && !START.matcher(text).matches()) {
            return null;
        }
        Matcher title = TITLE.matcher(text);
        String name = title.find() ? title.group(2).replaceAll("<[^>]*>", " ") : "";
        return new ForeignPage(
                Problem.clean(name, mask, MAX_TITLE),
                text.toLowerCase(Locale.ROOT).contains("cloudflare")
                        || name.startsWith("Just a moment")
                        || Problem.CLOUDFLARE.matcher(text).find());
    }
}
