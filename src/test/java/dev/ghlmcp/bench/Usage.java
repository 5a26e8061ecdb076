package dev.ghlmcp.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a process and its descendants have used so far: peak resident memory (VmHWM) and processor time.
///
/// The peaks of several processes are added, which counts pages they share more than once.
record Usage(double peakMb, double cpuMs) {
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    /// A line of a class histogram; gaps between objects are no objects.
    private static final Pattern LIVE =
            Pattern.compile("\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(?!\\[Ljdk.internal.vm.FillerElement).*");
    /// USER_HZ, which is 100 on every Linux that Java runs on.
    private static final double TICK_MS = 10;

    static Usage of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            Usage usage = read(process);
            try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
                for (Path thread : threads) {
                    usage = usage.plusAll(Files.readString(thread.resolve("children")));
                }
            }
            return usage;
        } catch (NoSuchFileException ended) {
            return new Usage(0, 0);
        }
    }

    /// What a process has in memory now, its descendants not counted.
    static double residentMb(long pid) throws IOException {
        Matcher now = RESIDENT.matcher(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
        return now.find() ? Long.parseLong(now.group(1)) / 1024.0 : 0;
    }

    /// What the objects of a Java process take after a collection, as `jcmd` counts them.
    static double liveMb(long pid) throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = jcmd.inputReader()) {
            return lines.lines()
                            .map(LIVE::matcher)
                            .filter(Matcher::matches)
                            .mapToLong(line -> Long.parseLong(line.group(1)))
                            .sum()
                    / (1024.0 * 1024);
        }
    }

    private static Usage read(Path process) throws IOException {
        Matcher peak = PEAK.matcher(Files.readString(process.resolve("status")));
        String stat = Files.readString(process.resolve("stat"));
        // The command's name stands in brackets and may hold spaces, so count from its end.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        double ticks = 0;
        for (int i = 11; i <= 14; i++) { // utime, stime, and both of the children that have ended
            ticks += Long.parseLong(fields[i]);
        }
        return new Usage(peak.find() ? Long.parseLong(peak.group(1)) / 1024.0 : 0, ticks * TICK_MS);
    }

    private Usage plusAll(String pids) throws IOException {
        Usage sum = this;
        for (String pid : pids.split(" ", -1)) {
            if (!pid.isBlank()) {
                Usage child = of(Long.parseLong(pid.strip()));
                sum = new Usage(sum.peakMb + child.peakMb, sum.cpuMs + child.cpuMs);
            }
        }
        return sum;
    }
}
