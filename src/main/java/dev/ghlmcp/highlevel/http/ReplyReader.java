package dev.ghlmcp.highlevel.http;

import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.ForeignPage;
import dev.ghlmcp.highlevel.reply.Problem;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.highlevel.reply.RetryAfter;
import dev.ghlmcp.highlevel.reply.SecretMask;
import dev.ghlmcp.highlevel.reply.SentToken;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.operation.annotation.Content;
import io.helidon.http.ClientResponseHeaders;
import io.helidon.http.HeaderNames;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Turns an answer into a reply or a failure, and removes tokens from every text of HighLevel.
///
/// @param mask knows the secrets that may be echoed
/// @param used the token that was sent
/// @param asks whether the request is worth nothing without an answer
public record ReplyReader(SecretMask mask, SentToken used, boolean asks) {
    private static final int MAX_SCALE = 999;

    Reply read(HttpTransport.Response response, Content wanted) {
        int status = response.status();
        boolean success = status >= 200 && status <= 299;
        byte[] body = response.body();
        if (body == null) {
            return success
                    ? new Failure.TooLarge(status, response.most())
                    : failure(status, response.headers(), new byte[0]);
        }
        String type = response.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        ForeignPage page = status == 429 ? null : ForeignPage.of(type, body, mask);
        if (page != null) {
            return new Failure.Intercepted(status, page);
        }
        if (!success) {
            return failure(status, response.headers(), body);
        }
        boolean json = wanted == Content.JSON
                || (wanted == Content.ANY && (body.length == 0 || type.isEmpty() || type.contains("json")));
        return json ? answer(status, body) : media(response);
    }

    /// A read that came broken is worth another attempt.
    private Reply answer(int status, byte[] body) {
        if (body.length == 0) {
            return asks
                    ? new Failure.Unreadable(status, "is empty")
                    : new Reply.Answer(status, Json.MAPPER.createObjectNode());
        }
        try {
            // Of a name that an object has twice the last counts, as for most parsers.
            JsonNode tree = Json.MAPPER.readTree(mask.bytes(body));
            if (absurd(tree)) {
                return new Failure.Unreadable(status, "has a number that no program can hold");
            }
            if (!tree.isMissingNode()) {
                return new Reply.Answer(status, tree);
            }
        } catch (JacksonException _) {
            // As white space alone.
        }
        return new Failure.Unreadable(status, "is not JSON");
    }

    /// Whether a number in it is beyond what a double holds, of which parsers make different things.
    private static boolean absurd(JsonNode node) {
        if (node.isContainer()) {
            for (JsonNode inner : node) {
                if (absurd(inner)) {
                    return true;
                }
            }
            return false;
        }
        return node.isBigDecimal()
                && (Math.abs((long) node.decimalValue().scale()) > MAX_SCALE
                        || Double.isInfinite(node.decimalValue().doubleValue()));
    }

    private Reply media(HttpTransport.Response response) {
        String type = response.headers()
                .contentType()
                .map(declared -> declared.mediaType().text())
                .orElse("");
        return new Reply.Media(
                response.status(),
                mask.text(type),
                type.startsWith("text/") ? mask.bytes(response.body()) : response.body());
    }

    private Failure failure(int status, ClientResponseHeaders headers, byte[] body) {
        boolean plain = headers.first(HeaderNames.CONTENT_TYPE)
                .filter(type -> type.startsWith("text/plain"))
                .isPresent();
        Problem problem = Problem.of(status, body, plain, mask);
        return switch (status) {
            case 401 -> new Failure.Unauthorized(problem, used);
            case 403 -> new Failure.Forbidden(problem, used);
            case 404 -> new Failure.NotFound(problem);
            case 429 -> new Failure.RateLimited(problem, retryAfterMs(headers));
            default -> {
                if (status < 400 || status > 499) {
                    yield new Failure.Broken(problem);
                }
                // Without its words a refusal is no use, and a read may ask for them again.
                yield problem.messages().isEmpty() && garbled(headers, body)
                        ? new Failure.Unreadable(status, "is not JSON")
                        : new Failure.Rejected(problem);
            }
        };
    }

    private static boolean garbled(ClientResponseHeaders headers, byte[] body) {
        return body.length > 0
                && headers.first(HeaderNames.CONTENT_TYPE).orElse("").startsWith("application/json")
                && !Json.whole(body);
    }

    /// HighLevel documents no `Retry-After`; its window is `X-RateLimit-Interval-Milliseconds` long, unless the day's
    /// requests are spent as well.
    private static long retryAfterMs(ClientResponseHeaders headers) {
        long retryAfter = RetryAfter.ms(name -> text(headers, name));
        if (retryAfter >= 0) {
            return retryAfter;
        }
        boolean daySpent = "0".equals(text(headers, "X-RateLimit-Daily-Remaining"));
        String interval = text(headers, daySpent ? "X-RateLimit-Daily-Reset" : "X-RateLimit-Interval-Milliseconds");
        return interval != null && interval.matches("\\d{1,9}")
                ? Long.parseLong(interval)
                : daySpent ? 3_600_000L : 10_000L;
    }

    private static String text(ClientResponseHeaders headers, String name) {
        return headers.first(HeaderNames.create(name)).orElse(null);
    }
}
