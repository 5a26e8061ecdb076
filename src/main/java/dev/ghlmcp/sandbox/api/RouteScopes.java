package dev.ghlmcp.sandbox.api;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which scope a route wants, told by its verb and path.
public final class RouteScopes {
    /// The first that matches counts. Without a name, a route wants none.
    private static final List<Rule> RULES = Stream.of(
                    "POST /contacts/bulk/.*|",
                    "\\w+ /conversations/messages/email/.*|",
                    "\\w+ /snapshots/.*|",
                    "\\w+ /calendars/(events|appointments|blocked-slots|\\{calendarId}/notifications).*|calendars/events",
                    "\\w+ /calendars/groups.*|calendars/groups",
                    "\\w+ /calendars/resources.*|calendars/resources",
                    "\\w+ /conversations/providers/live-chat.*|conversations/livechat",
                    "\\w+ /conversations/(messages|locations|\\{conversationId}/messages).*|conversations/message",
                    "\\w+ /associations/relations.*|associations/relation",
                    "\\w+ /locations/\\{locationId}/customFields.*|locations/customFields",
                    "\\w+ /locations/\\{locationId}/tasks.*|locations/tasks",
                    "\\w+ /blogs/authors|blogs/author",
                    "\\w+ /blogs/categories|blogs/category",
                    "\\w+ /blogs/site/all|blogs/list",
                    "\\w+ /blogs/posts/url-slug-exists|blogs/check-slug",
                    "GET /blogs/posts/.*|blogs/posts",
                    "POST /blogs/posts|blogs/post",
                    "PUT /blogs/posts/.*|blogs/post-update",
                    "\\w+ /contacts/.*|contacts",
                    "\\w+ /calendars/.*|calendars",
                    "\\w+ /conversations/.*|conversations",
                    "\\w+ /opportunities/.*|opportunities",
                    "\\w+ /users/.*|users",
                    "\\w+ /businesses/.*|businesses",
                    "\\w+ /workflows/.*|workflows",
                    "\\w+ /campaigns/.*|campaigns",
                    "\\w+ /companies/.*|companies",
                    "\\w+ /locations/.*|locations",
                    "\\w+ /associations/.*|associations",
                    "\\w+ /invoices/.*|invoices",
                    "\\w+ /oauth/.*|oauth")
            .map(Rule::of)
            .toList();

    private static final Pattern READS =
            Pattern.compile("GET .*|POST /([a-z]+|locations/\\{locationId}/tasks)/search(/.*)?");

    /// Every scope there is.
    public static final Set<String> ALL = RULES.stream()
            .map(Rule::scope)
            .filter(scope -> !scope.isEmpty())
            .flatMap(scope -> Stream.of(scope + ".readonly", scope + ".write"))
            .collect(Collectors.toUnmodifiableSet());

    private RouteScopes() {}

    /// The scope that the route wants; empty if none.
    public static String of(Route route) {
        String endpoint = route.method() + " " + route.path();
        String scope = RULES.stream()
                .filter(rule -> rule.endpoint().matcher(endpoint).matches())
                .findFirst()
                .orElseThrow()
                .scope();
        return scope.isEmpty() ? "" : scope + (reads(route) ? ".readonly" : ".write");
    }

    /// Whether the route only looks.
    public static boolean reads(Route route) {
        return READS.matcher(route.method() + " " + route.path()).matches();
    }

    private record Rule(Pattern endpoint, String scope) {
        static Rule of(String line) {
            int bar = line.lastIndexOf('|');
            return new Rule(Pattern.compile(line.substring(0, bar)), line.substring(bar + 1));
        }
    }
}
