package dev.ghlmcp.highlevel.reply;

import dev.ghlmcp.operation.annotation.TokenClass;
import java.util.List;
import java.util.Locale;

/// Why a call has no answer. One `switch` over these writes the sentence that the assistant reads.
public sealed interface Failure extends Reply {
    /// Whether HighLevel says that it has no such record. Of a contact it does so with the status 400, and a route that
    /// it does not have is 404 too.
    default boolean noSuchRecord() {
        return switch (this) {
            case NotFound(Problem problem) -> !words(problem).startsWith("cannot ");
            case Rejected(Problem problem) ->
                words(problem).contains("not found") || words(problem).contains("unable to find");
            default -> false;
        };
    }

    private static String words(Problem problem) {
        return problem.text().toLowerCase(Locale.ROOT);
    }

    /// Nothing was sent: the arguments do not make a request.
    ///
    /// @param reason a sentence that names the argument and the fix
    record Unsendable(String reason) implements Failure {}

    /// Nothing was sent: no token of a class that opens the operation is configured.
    ///
    /// @param wanted the classes that open it
    /// @param advice how a person gets one; null if that is the settings' business
    record NoToken(List<TokenClass> wanted, String advice) implements Failure {}

    /// Nothing was sent: the token has run out and no new one was to be had.
    ///
    /// @param reason a sentence that says what to do
    record Unauthenticated(String reason) implements Failure {}

    /// Nothing was sent: a limit is used up, and waiting for room would take too long.
    ///
    /// @param reason which limit, and what comes after the wait: a sentence up to `in 5 s.`
    /// @param waitMs in ms
    record Throttled(String reason, long waitMs) implements Failure {
        /// What a reason ends with where the limit has room again after the wait.
        public static final String USED_UP = " is used up, and there is room again";
    }

    /// 401: the token is wrong, expired, of the wrong class, or lacks a scope.
    ///
    /// @param used the token that was sent
    record Unauthorized(Problem problem, SentToken used) implements Failure {}

    /// 403: the token is right, the sub-account is another.
    ///
    /// @param used the token that was sent
    record Forbidden(Problem problem, SentToken used) implements Failure {}

    /// 404: no such record or route.
    record NotFound(Problem problem) implements Failure {}

    /// 400, 409, 413, 415, 422: HighLevel understood and refused.
    record Rejected(Problem problem) implements Failure {}

    /// 429.
    ///
    /// @param retryAfterMs how long to wait in ms, as far as the answer's headers tell
    record RateLimited(Problem problem, long retryAfterMs) implements Failure {}

    /// 5xx: HighLevel failed.
    record Broken(Problem problem) implements Failure {}

    /// Somebody else answered in HighLevel's place: Cloudflare, a proxy, a filter or a login page of the network.
    ///
    /// @param status the HTTP status
    /// @param page   what came
    record Intercepted(int status, ForeignPage page) implements Failure {}

    /// Nothing was sent: HighLevel did not answer the last calls, and is left alone for a while.
    ///
    /// @param retryInMs until one is let through again, in ms
    record Outage(long retryInMs) implements Failure {}

    /// An answer came that is more than can be held.
    ///
    /// @param status the HTTP status
    /// @param most   in bytes
    record TooLarge(int status, int most) implements Failure {}

    /// An answer came that is no use.
    ///
    /// @param status the HTTP status
    /// @param reason what is wrong with it
    record Unreadable(int status, String reason) implements Failure {}

    /// No answer came.
    ///
    /// @param reason  what happened, without addresses or tokens
    /// @param arrived whether HighLevel may have carried out the request
    record Unreachable(String reason, boolean arrived) implements Failure {}

    /// Nothing was sent: no connection comes about until a person mends something on the way.
    ///
    /// @param reason what stands in the way, without addresses or tokens
    record NoWay(String reason) implements Failure {}

    /// The caller gave up.
    record Cancelled() implements Failure {}
}
