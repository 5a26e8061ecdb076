package dev.ghlmcp.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A running MCP server, spoken to over stdio by one thread: a line out, a line in, its id found among the bytes.
///
/// One thread is enough because 64 calls are some 10 KB and the pipe holds 64, so writing never waits for reading.
final class StdioServer implements Callee {
    private static final byte[] BEFORE_ID = "{\"jsonrpc\":\"2.0\",\"id\":".getBytes(UTF_8);
    private static final byte[] CALL =
            ",\"method\":\"tools/call\",\"params\":{\"name\":\"get_contact\",\"arguments\":{\"contactId\":\"abc123\"}}}\n"
                    .getBytes(UTF_8);
    private static final int PATIENCE_SECONDS = 300;

    private static final byte[] STATELESS = (",\"method\":\"tools/call\",\"params\":{\"name\":\"get_contact\","
                    + "\"arguments\":{\"contactId\":\"abc123\"}," + Eras.META + "}}\n")
            .getBytes(UTF_8);

    private final Subject subject;
    private final Process process;
    private final OutputStream out;
    private final InputStream in;
    private final CompletableFuture<Void> watchdog;
    private final byte[] buffer = new byte[4 << 20];
    private byte[] call = CALL;
    private int line;
    private int lineEnd;
    private int next;
    private int end;
    private int ids;

    StdioServer(Subject subject, Process process) {
        this.subject = subject;
        this.process = process;
        out = process.getOutputStream();
        in = process.getInputStream();
        // Ends a read that would wait for ever on a server that hangs.
        watchdog = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    /// Sends `method` with `params` and returns the answer's line; not for the measured calls.
    String ask(String method, String params) throws IOException {
        int id = ids++;
        out.write("{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}\n"
                .formatted(id, method, params)
                .getBytes(UTF_8));
        out.flush();
        if (readAnswer(true) != id) {
            throw new IOException(subject.name() + " answered " + method + " with another id: " + text());
        }
        return text();
    }

    void tell(String method) throws IOException {
        out.write("{\"jsonrpc\":\"2.0\",\"method\":\"%s\"}\n".formatted(method).getBytes(UTF_8));
        out.flush();
    }

    /// Whether the calls are those of MCP 2026-07-28, which need no session.
    void stateless(boolean stateless) {
        call = stateless ? STATELESS : CALL;
    }

    Usage usage() throws IOException {
        return Usage.of(process.pid());
    }

    @Override
    public Timing sequential(int calls) throws IOException {
        return measure(calls, 1);
    }

    @Override
    public Timing inFlight(int calls) throws IOException {
        return measure(calls, IN_FLIGHT);
    }

    private Timing measure(int calls, int window) throws IOException {
        long[] nanos = new long[calls];
        int first = ids;
        int done = 0;
        long begin = System.nanoTime();
        while (done < calls) {
            for (int sent = ids - first; sent < calls && sent - done < window; sent++) {
                writeCall(ids++);
                nanos[sent] = System.nanoTime();
            }
            out.flush();
            for (int id = readAnswer(true); id >= 0; id = readAnswer(false)) {
                if (lineEnd - line < Mock.BODY.length()) {
                    throw new IOException(subject.name() + " failed a call: " + text());
                }
                nanos[id - first] = System.nanoTime() - nanos[id - first];
                done++;
            }
        }
        return Timing.of(nanos, System.nanoTime() - begin);
    }

    private void writeCall(int id) throws IOException {
        out.write(BEFORE_ID);
        out.write(Integer.toString(id).getBytes(UTF_8));
        out.write(call);
    }

    /// The id of the next answer, passing over notifications; -1 if none is at hand and we are not to wait.
    private int readAnswer(boolean wait) throws IOException {
        while (readLine(wait)) {
            // Servers put it at either end of the line.
            int id = findId(line, Math.min(line + 48, lineEnd));
            if (id < 0) {
                id = findId(Math.max(line, lineEnd - 48), lineEnd);
            }
            if (id >= 0) {
                return id;
            }
        }
        return -1;
    }

    private boolean readLine(boolean wait) throws IOException {
        int scanned = next;
        while (true) {
            for (; scanned < end; scanned++) {
                if (buffer[scanned] == '\n') {
                    line = next;
                    lineEnd = scanned;
                    next = scanned + 1;
                    return true;
                }
            }
            if (!wait) {
                return false;
            }
            System.arraycopy(buffer, next, buffer, 0, end - next);
            scanned -= next;
            end -= next;
            next = 0;
            int n = in.read(buffer, end, buffer.length - end);
            if (n < 0) {
                throw new EOFException(subject.name() + " ended, see " + subject.errors());
            }
            end += n;
        }
    }

    private int findId(int from, int to) {
        for (int i = from; i + 5 < to; i++) {
            if (buffer[i] == '"' && buffer[i + 1] == 'i' && buffer[i + 2] == 'd' && buffer[i + 3] == '"') {
                int digit = i + 5;
                int id = Character.isDigit(buffer[digit]) ? 0 : -1;
                for (; digit < to && Character.isDigit(buffer[digit]); digit++) {
                    id = id * 10 + buffer[digit] - '0';
                }
                if (id >= 0) {
                    return id;
                }
            }
        }
        return -1;
    }

    private String text() {
        return new String(buffer, line, lineEnd - line, UTF_8);
    }

    @Override
    public void close() throws IOException {
        watchdog.cancel(false);
        try {
            out.close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
