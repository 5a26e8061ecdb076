package dev.ghlmcp.highlevel;

import static dev.ghlmcp.highlevel.RawUpstream.ok;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// What a faulty server, proxy or cache makes of an answer: more than one, less than one, or one that ends where nobody
/// can tell. What is too much comes together with the end of the answer: what comes later than the next request no
/// HTTP/1.1 client can tell from its answer.
enum SpoiltAnswer {
    /// All is well; half of them.
    NONE(500),
    DELAYED(30),
    IN_PIECES(40),
    /// Twice the same.
    TWICE(40),
    /// What somebody else asked for comes after it.
    WITH_ANOTHERS(40),
    /// A whole queue of answers to others.
    WITH_MANY_OTHERS(20),
    CHUNKED(40),
    CHUNKED_WITH_ANOTHERS(30),
    /// Two lengths: read by the one, what is left is another's answer; read by the other, all is one.
    TWO_LENGTHS(30),
    /// Content-Length beside Transfer-Encoding, and a chunk that looks like an answer.
    LENGTH_AND_CHUNKS(40),
    INTERIM(40),
    INTERIM_IN_PIECES(20),
    INTERIM_WITH_ANOTHERS(20),
    GARBAGE_AFTER(40),
    LINE_AFTER(20),
    CUT_SHORT(30),
    /// The body is longer than its Content-Length.
    TOO_LONG(30),
    CLOSED_AFTER(30),
    CLOSED_AT_ONCE(20);

    private static final String CHUNKED_HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n";
    private static final String INTERIM_HEAD =
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n";

    private final int share;

    SpoiltAnswer(int share) {
        this.share = share;
    }

    /// A long list of them, the same for each seed.
    static List<SpoiltAnswer> drawn(long seed, int length) {
        List<SpoiltAnswer> bag = new ArrayList<>();
        for (SpoiltAnswer spoilt : values()) {
            bag.addAll(Collections.nCopies(spoilt.share, spoilt));
        }
        Random random = new Random(seed);
        return random.ints(length, 0, bag.size()).mapToObj(bag::get).toList();
    }

    /// Writes the answer, spoilt.
    ///
    /// @param json    the right answer
    /// @param another somebody else's
    /// @return whether the connection stays open
    boolean write(OutputStream out, String json, String another) throws IOException {
        String answer = ok(json);
        return switch (this) {
            case NONE -> RawUpstream.write(out, answer);
            case DELAYED -> {
                pause();
                yield RawUpstream.write(out, answer);
            }
            case IN_PIECES -> inPieces(out, answer);
            case TWICE -> RawUpstream.write(out, answer + answer);
            case WITH_ANOTHERS -> RawUpstream.write(out, answer + ok(another));
            case WITH_MANY_OTHERS -> RawUpstream.write(out, answer + ok(another).repeat(30));
            case CHUNKED -> inPieces(out, CHUNKED_HEAD + "\r\n" + chunks(json));
            case CHUNKED_WITH_ANOTHERS -> RawUpstream.write(out, CHUNKED_HEAD + "\r\n" + chunks(json) + ok(another));
            case TWO_LENGTHS ->
                RawUpstream.write(
                        out,
                        "HTTP/1.1 200 OK\r\nContent-Length: " + another.length() + "\r\nContent-Length: "
                                + (another.length() + json.length()) + "\r\n\r\n" + another + json);
            case LENGTH_AND_CHUNKS ->
                RawUpstream.write(out, CHUNKED_HEAD + "Content-Length: 2\r\n\r\n" + chunks(json) + ok(another));
            case INTERIM -> RawUpstream.write(out, INTERIM_HEAD + answer);
            case INTERIM_IN_PIECES -> inPieces(out, INTERIM_HEAD + answer);
            case INTERIM_WITH_ANOTHERS -> RawUpstream.write(out, INTERIM_HEAD + answer + ok(another));
            case GARBAGE_AFTER -> RawUpstream.write(out, answer + "\u0000\u0001HTTP");
            case LINE_AFTER -> RawUpstream.write(out, answer + "\r\n");
            case CUT_SHORT -> {
                RawUpstream.write(out, answer.substring(0, answer.length() - json.length() / 2));
                yield false;
            }
            case TOO_LONG -> RawUpstream.write(out, answer.replaceFirst("Content-Length: \\d+", "Content-Length: 9"));
            case CLOSED_AFTER -> {
                RawUpstream.write(out, answer);
                yield false;
            }
            case CLOSED_AT_ONCE -> false;
        };
    }

    private static String chunks(String json) {
        int half = json.length() / 2;
        return Integer.toHexString(half) + "\r\n" + json.substring(0, half) + "\r\n"
                + Integer.toHexString(json.length() - half) + "\r\n" + json.substring(half) + "\r\n0\r\n\r\n";
    }

    private static boolean inPieces(OutputStream out, String answer) throws IOException {
        int third = answer.length() / 3;
        RawUpstream.write(out, answer.substring(0, third));
        pause();
        RawUpstream.write(out, answer.substring(third, 2 * third));
        pause();
        return RawUpstream.write(out, answer.substring(2 * third));
    }

    private static void pause() {
        LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
}
