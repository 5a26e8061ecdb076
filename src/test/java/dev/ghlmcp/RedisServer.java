package dev.ghlmcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.embedded.core.ExecutableProvider;

/// A real Redis on a loopback port that keeps nothing. Its program comes with the build.
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
    private Process process;

    private RedisServer(int port) {
        this.port = port;
    }

    /// Starts one.
    public static RedisServer start() throws IOException, InterruptedException {
        RedisServer server = new RedisServer(freePort());
        server.restart();
        return server;
    }

    /// Starts it once more, empty, on the same port.
    public void restart() throws IOException, InterruptedException {
        process = new ProcessBuilder(
                        PROGRAM.get(),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        for (int attempt = 0; !answers(); attempt++) {
            if (attempt == 100 || !process.isAlive()) {
                throw new IOException("redis-server did not start");
            }
            TimeUnit.MILLISECONDS.sleep(50);
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

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }
}
