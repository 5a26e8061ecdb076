package dev.ghlmcp.highlevel;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Stands between the client and the sandbox, and spoils exchanges by plan.
final class FaultProxy implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");
    private static final Duration DELAY = Duration.ofMillis(20);

    private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final int upstreamPort;
    private final Fault.Plan plan;
    private final AtomicInteger corruptions = new AtomicInteger();

    FaultProxy(int upstreamPort, Fault.Plan plan) throws IOException {
        this.upstreamPort = upstreamPort;
        this.plan = plan;
        Thread.ofVirtual().start(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void serve(Socket accepted) {
        try (Socket client = accepted;
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), upstreamPort)) {
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            InputStream requests = new BufferedInputStream(client.getInputStream());
            InputStream answers = new BufferedInputStream(upstream.getInputStream());
            boolean open = true;
            while (open) {
                byte[] request = message(requests);
                open = exchange(plan.next(), request, client, upstream, answers);
            }
        } catch (IOException _) {
            // One of the two has gone.
        }
    }

    /// @return whether the connection stays
    private boolean exchange(Fault fault, byte[] request, Socket client, Socket upstream, InputStream answers)
            throws IOException {
        boolean passedOn = switch (fault) {
            case CUT_BEFORE, LIMITED, FAILED_BEFORE, GATEWAY_BEFORE -> false;
            default -> true;
        };
        byte[] answer = {};
        if (passedOn) {
            upstream.getOutputStream().write(request);
            answer = message(answers);
        }
        return switch (fault) {
            case NONE -> write(client, answer);
            case DELAYED -> {
                LockSupport.parkNanos(DELAY.toNanos());
                yield write(client, answer);
            }
            case STALLED -> {
                // Until the client gives up.
                int _ = client.getInputStream().read();
                yield false;
            }
            case CUT_BEFORE, CUT_AFTER -> false;
            case CUT_MIDWAY -> {
                write(client, java.util.Arrays.copyOf(answer, answer.length / 2));
                yield false;
            }
            case CORRUPTED -> {
                write(client, corrupted(answer));
                yield false;
            }
            case LIMITED -> write(client, made("429 Too Many Requests", "X-RateLimit-Interval-Milliseconds: 5", "{}"));
            case FAILED_BEFORE, FAILED_AFTER ->
                write(client, made("500 Internal Server Error", "X-By: proxy", "{\"message\":\"Internal\"}"));
            case GATEWAY_BEFORE, GATEWAY_AFTER ->
                write(client, made("502 Bad Gateway", "X-By: proxy", "<html><h1>502 Bad Gateway</h1></html>"));
        };
    }

    private byte[] corrupted(byte[] answer) {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        int body = text.indexOf("\r\n\r\n") + 4;
        String changed = switch (corruptions.getAndIncrement() % 6) {
            case 0 -> text.replaceFirst("HTTP/1.1", "HXTP/1.1");
            case 1 -> text.replaceFirst("(?i)(content-length: *)\\d", "$1x");
            case 2 -> text.replaceFirst("(?i)(content-length: *)", "$19");
            case 3 -> text.replaceFirst("(?i)content-length:", "content-length;");
            case 4 -> text.substring(0, body) + "\u0001" + text.substring(Math.min(body + 1, text.length()));
            default -> text.replaceFirst("HTTP/1.1 \\d\\d\\d", "HTTP/1.1 2x0");
        };
        return changed.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] made(String status, String header, String body) {
        return ("HTTP/1.1 " + status + "\r\n" + header + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean write(Socket client, byte[] bytes) throws IOException {
        client.getOutputStream().write(bytes);
        return true;
    }

    /// One whole request or answer, head and body.
    private static byte[] message(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 4) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.write(next);
            ends = next == "\r\n\r\n".charAt(ends) ? ends + 1 : next == '\r' ? 1 : 0;
        }
        Matcher length = LENGTH.matcher(head.toString(StandardCharsets.ISO_8859_1));
        head.write(in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0));
        return head.toByteArray();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
