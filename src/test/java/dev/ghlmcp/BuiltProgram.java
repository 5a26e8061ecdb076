package dev.ghlmcp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The program as `./mvnw package` leaves it, run as a subprocess.
public final class BuiltProgram implements AutoCloseable {
    /// Long enough for a loaded machine: a test that waits this long has failed.
    private static final int PATIENCE_S = 60;

    private static final String NO_HOME =
            Path.of("target", "no-home").toAbsolutePath().toString();
    private static final String END = "<end of output>";

    private final Process process;
    private final OutputStream stdin;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    /// What it has said so far, by line; its own lock.
    private final List<String> errors = new ArrayList<>();
    private final CompletableFuture<String> stderr;

    private BuiltProgram(Process process) {
        this.process = process;
        this.stdin = process.getOutputStream();
        this.stderr = new CompletableFuture<>();
        Thread.ofVirtual().start(this::readErrors);
        Thread.ofVirtual().start(this::readLines);
    }

    /// The launcher.
    public static Path launcher() {
        return Path.of(System.getProperty("ghlmcp.distribution", "target/ghl-mcp"), "bin", "ghl-mcp")
                .toAbsolutePath();
    }

    /// Starts it with these variables and no others of ours.
    public static BuiltProgram start(Map<String, String> environment, String... arguments) throws IOException {
        return start(null, environment, arguments);
    }

    /// Starts it so on a file as its standard input.
    ///
    /// @param input null for what is sent
    public static BuiltProgram start(Path input, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher().toString()));
        command.addAll(List.of(arguments));
        return start(input, environment, command);
    }

    /// Starts another launcher of it so.
    public static BuiltProgram start(Path input, Map<String, String> environment, List<String> command)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("GHL_") || name.equals("JAVA_HOME"));
        // What a developer has installed for clients of their own is none of a test's.
        builder.environment().put("HOME", NO_HOME);
        builder.environment().remove("XDG_CONFIG_HOME");
        builder.environment().putAll(environment);
        if (input != null) {
            builder.redirectInput(input.toFile());
        }
        return new BuiltProgram(builder.start());
    }

    /// Writes one line to its standard input.
    public void send(String line) throws IOException {
        send((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /// Writes bytes to its standard input.
    public void send(byte[] bytes) throws IOException {
        stdin.write(bytes);
        stdin.flush();
    }

    /// Ends its standard input.
    public void endInput() throws IOException {
        stdin.close();
    }

    /// Its next line of standard output.
    public String next() throws InterruptedException {
        String line = lines.poll(PATIENCE_S, TimeUnit.SECONDS);
        assertTrue(line != null, "no line of output; standard error so far may tell: " + soFar());
        assertTrue(!line.equals(END), () -> "the output ended; standard error: " + stderr());
        return line;
    }

    /// Its next line of standard output; null after the last.
    public String poll() throws InterruptedException {
        String line = lines.poll(PATIENCE_S, TimeUnit.SECONDS);
        assertTrue(line != null, "no line of output; standard error so far may tell: " + soFar());
        if (line.equals(END)) {
            lines.add(END);
            return null;
        }
        return line;
    }

    /// Where `http` serves MCP, which is its first line.
    public URI address() throws InterruptedException {
        String line = next();
        return URI.create(line.substring(line.indexOf("http://")));
    }

    /// The address, tokens and ids that `sandbox` prints for the environment of other programs.
    public Map<String, String> variables() throws InterruptedException {
        Map<String, String> variables = new HashMap<>();
        while (!variables.containsKey("GHL_COMPANY_ID")) {
            String[] variable = next().split("=", 2);
            variables.put(variable[0], variable[1]);
        }
        return variables;
    }

    /// All lines up to the end of its standard output.
    public List<String> rest() throws InterruptedException {
        List<String> rest = new ArrayList<>();
        while (true) {
            String line = lines.poll(PATIENCE_S, TimeUnit.SECONDS);
            assertTrue(line != null, "the output did not end");
            if (line.equals(END)) {
                return rest;
            }
            rest.add(line);
        }
    }

    /// Whether standard output has ended or has no line waiting now.
    public boolean silent() {
        return lines.isEmpty() || END.equals(lines.peek());
    }

    /// Sends SIGTERM. `Process.destroy` would close its streams as well, and what it says at its end would be lost.
    public void terminate() {
        process.toHandle().destroy();
    }

    /// Sends a signal, such as `INT`, which is Ctrl-C.
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /// Whether it would notice a signal: one that its parents ignored stays ignored.
    public boolean heeds(String name) throws IOException {
        int bit = switch (name) {
            case "INT" -> 1;
            case "TERM" -> 14;
            default -> throw new IllegalArgumentException(name);
        };
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .noneMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> bit & 1) == 1);
    }

    /// Memory that it has in use, in MB.
    public long residentMb() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    /// Its exit code, once it ends.
    public int exitCode() throws InterruptedException {
        assertTrue(process.waitFor(PATIENCE_S, TimeUnit.SECONDS), "it did not end");
        return process.exitValue();
    }

    /// Waits until its standard error has this in it.
    public void awaitError(String part) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        synchronized (errors) {
            while (!soFar().contains(part)) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                assertTrue(left > 0 && !stderr.isDone(), () -> "never said " + part + ": " + soFar());
                errors.wait(left);
            }
        }
    }

    /// All of its standard error, once it ends.
    public String stderr() {
        try {
            return stderr.get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void readLines() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException _) {
            // The process was killed by close().
        }
        lines.add(END);
    }

    private void readErrors() {
        try (BufferedReader reader = process.errorReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(this::note);
        } catch (IOException | UncheckedIOException _) {
            // The process was killed by close().
        }
        stderr.complete(soFar());
        synchronized (errors) {
            errors.notifyAll();
        }
    }

    private void note(String line) {
        synchronized (errors) {
            errors.add(line + "\n");
            errors.notifyAll();
        }
    }

    private String soFar() {
        synchronized (errors) {
            return String.join("", errors);
        }
    }
}
