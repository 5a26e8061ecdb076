package dev.ghlmcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.embedded.core.ExecutableProvider;

/// A real Redis on a loopback port that keeps nothing unless it is told to. Its program comes with the build.
public final class RedisServer implements AutoCloseable {
    /// Takes the program for this system out of the library's jar, once for all tests of this process.
    private static final Supplier<String> PROGRAM = new Supplier<>() {
        private String path;

        @Override
        public synchronized String get() {
            if (path == null) {
                try {
                    path = ExecutableProvider.newJarResourceProvider().get().getPath();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return path;
        }
    };

    private final int port;
    private final List<String> options;
    private Process process;

    private RedisServer(int port, List<String> options) {
        this.port = port;
        this.options = options;
    }

    /// Starts one.
    public static RedisServer start() throws IOException, InterruptedException {
        return start(List.of());
    }

    /// Starts one that loses nothing when it is killed: it writes before it answers. With `everysec` it would answer
    /// first while a busy disk is behind, and with `always` wait for that disk.
    ///
    /// @param folder keeps what it is told
    public static RedisServer keeping(Path folder) throws IOException, InterruptedException {
        return start(List.of("--appendonly", "yes", "--appendfsync", "no", "--dir", folder.toString()));
    }

    /// On another port if somebody takes the first between the look and the start.
    private static RedisServer start(List<String> options) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            RedisServer server = new RedisServer(FreePort.find(), options);
            try {
                server.restart();
                return server;
            } catch (IOException e) {
                server.kill();
                if (attempt == 5) {
                    throw e;
                }
            }
        }
    }

    /// Starts it once more on the same port, empty unless it was told to keep what it had. It is up when this process
    /// answers, and not another at its port.
    public void restart() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                PROGRAM.get(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no"));
        command.addAll(options);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!answers()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IOException("redis-server did not start at port " + port);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /// As if it had been shared for a long time: nobody keeps to a part.
    public RedisServer settled() throws IOException {
        Matcher run = Pattern.compile("run_id:(\\w+)").matcher(command("INFO server"));
        run.find();
        command("HSET ghl-mcp:{limits}:began run " + run.group(1) + " birth 1");
        return this;
    }

    /// Has it carry out a command, as a person would type it.
    ///
    /// @return what it answers, as it stands on the wire
    public String command(String line) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((line + "\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// Lets it go on after [#hang].
    public void goOn() throws IOException, InterruptedException {
        signal("-CONT");
    }

    /// What `fleet.store` takes.
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /// Ends it at once.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Stops it where it is: it takes connections and commands and answers none.
    public void hang() throws IOException, InterruptedException {
        signal("-STOP");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private boolean answers() {
        try {
            return command("INFO server").contains("process_id:" + process.pid());
        } catch (IOException _) {
            return false;
        }
    }
}
