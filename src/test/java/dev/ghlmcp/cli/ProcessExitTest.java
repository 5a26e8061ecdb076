package dev.ghlmcp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// How the process ends.
class ProcessExitTest {
    /// A signal that came first has its own exit code, and what it began is done to the end.
    @Test
    void aSignalIsNotOvertaken() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        place(ProcessExit.class) + File.pathSeparator + place(Ended.class),
                        Ended.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader()) {
            assertEquals("ready", out.readLine());
            process.toHandle().destroy();
            assertEquals("done", out.readLine());
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it does not end");
            assertEquals(143, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    private static Path place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /// Its work ends while it stops for a signal.
    static final class Ended {
        static void main() throws InterruptedException {
            CountDownLatch stopping = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                stopping.countDown();
                try {
                    TimeUnit.SECONDS.sleep(1);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                System.out.println("done");
            }));
            System.out.println("ready");
            stopping.await();
            ProcessExit.with(0);
        }
    }
}
