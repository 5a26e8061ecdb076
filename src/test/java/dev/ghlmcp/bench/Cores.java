package dev.ghlmcp.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Keeps the mock on the last core and, during calls, the calling thread on the first; servers run on any.
///
/// Left alone, Linux puts the two now on one core and now on two, and a direct call takes 14 or 55 us accordingly:
/// the floor would be a matter of luck. A real API is never on the caller's core.
record Cores(int first, int last, String all) {
    private static final Pattern ALLOWED = Pattern.compile("Cpus_allowed_list:\\s+((\\d+)(?:\\S*?(\\d+))?)\\s");

    static Cores read() throws IOException {
        Matcher allowed = ALLOWED.matcher(Files.readString(Path.of("/proc/self/status")));
        if (!allowed.find() || allowed.group(3) == null) {
            return new Cores(0, 0, "");
        }
        Cores cores =
                new Cores(Integer.parseInt(allowed.group(2)), Integer.parseInt(allowed.group(3)), allowed.group(1));
        return cores.taskset(cores.all) ? cores : new Cores(0, 0, "");
    }

    /// False on a single core, and where there is no `taskset`.
    boolean canPin() {
        return first != last;
    }

    List<String> onLast(List<String> command) {
        List<String> pinned = new ArrayList<>();
        if (canPin()) {
            pinned.addAll(List.of("taskset", "-c", Integer.toString(last)));
        }
        pinned.addAll(command);
        return pinned;
    }

    /// Called once the server runs: a process inherits the cores of the thread that starts it.
    void takeFirst() throws IOException {
        if (canPin()) {
            taskset(Integer.toString(first));
        }
    }

    void release() throws IOException {
        if (canPin()) {
            taskset(all);
        }
    }

    private boolean taskset(String cores) throws IOException {
        String thread = Files.readSymbolicLink(Path.of("/proc/thread-self"))
                .getFileName()
                .toString();
        try {
            return new ProcessBuilder("taskset", "-cp", cores, thread)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
