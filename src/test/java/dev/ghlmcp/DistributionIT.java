package dev.ghlmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The folder that users unpack: it has to start wherever it lies and however it is called, without a Java of theirs.
class DistributionIT {
    private static final Path BUILT = BuiltProgram.launcher().getParent().getParent();
    private static final String VERSION = "ghl-mcp 0.1.0\n";

    /// What libraries use where it is there, and names on a list of classes that JSON may not make.
    private static final Pattern OPTIONAL = Pattern.compile("jdk/jfr/|java/(beans|rmi)/|javax/(sql/rowset|swing)/"
            + "|com/sun/(jndi/dns|nio/sctp|org/apache/xalan|rowset)/");

    @TempDir
    private Path folder;

    /// What a run left behind.
    private record Run(int exit, String out, String err) {}

    @Test
    void startsFromAnotherFolder() throws Exception {
        assertEquals(new Run(0, VERSION, ""), run(Map.of(), BUILT.resolve("bin/ghl-mcp"), "--version"));
    }

    @Test
    void startsThroughAChainOfLinks() throws Exception {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Files.createSymbolicLink(folder.resolve("first"), copy("copy").resolve("bin/ghl-mcp"));
        Files.createSymbolicLink(inner.resolve("second"), Path.of("../first"));
        Path third = Files.createSymbolicLink(folder.resolve("third"), Path.of("inner/second"));
        assertEquals(new Run(0, VERSION, ""), run(Map.of(), third, "--version"));
        assertEquals(new Run(0, VERSION, ""), run(Map.of(), Path.of("./third"), "--version"));
    }

    @Test
    void startsFromItsOwnFolderByName() throws Exception {
        Path bin = BUILT.resolve("bin");
        assertEquals(new Run(0, VERSION, ""), run(bin, Map.of(), "/bin/sh", "ghl-mcp", "--version"));
    }

    @Test
    void isNotLedAstrayByCdpath() throws Exception {
        Files.createDirectories(folder.resolve("bin/.."));
        Map<String, String> variables = Map.of("CDPATH", folder.toString());
        assertEquals(new Run(0, VERSION, ""), run(BUILT, variables, "bin/ghl-mcp", "--version"));
    }

    @Test
    void startsFromACopyWhosePathHasSpacesAndAccents() throws Exception {
        Path copy = copy("José's own folder");
        assertEquals(new Run(0, VERSION, ""), run(Map.of(), copy.resolve("bin/ghl-mcp"), "--version"));
        // Not even the C locale that some supervisors set may matter.
        Map<String, String> plain = Map.of("LC_ALL", "C");
        assertEquals(new Run(0, VERSION, ""), run(plain, copy.resolve("bin/ghl-mcp"), "--version"));
    }

    @Test
    void passesArgumentsAsTheyAre() throws Exception {
        for (String argument : List.of("José", "two  words", "*", "@file", "$HOME", "\"'\\", "")) {
            Run run = run(Map.of(), BUILT.resolve("bin/ghl-mcp"), "call", "get_contact", argument);
            assertEquals(2, run.exit());
            assertTrue(run.err().contains("got '" + argument + "'"), run.err());
        }
    }

    @Test
    void keepsStandardOutputCleanWithoutAUsableCache() throws Exception {
        Path copy = copy("copy");
        Path launcher = copy.resolve("bin/ghl-mcp");
        Path cache = copy.resolve("ghl-mcp.aot");
        Files.write(cache, new byte[100_000]);
        assertEquals(VERSION, run(Map.of(), launcher, "--version").out());
        Files.write(cache, Files.readAllBytes(BUILT.resolve("ghl-mcp.aot")));
        try (SeekableByteChannel channel = Files.newByteChannel(cache, StandardOpenOption.WRITE)) {
            channel.truncate(1_000_000);
        }
        assertEquals(VERSION, run(Map.of(), launcher, "--version").out());
        Files.delete(cache);
        assertEquals(VERSION, run(Map.of(), launcher, "--version").out());
    }

    /// A cache that the runtime refuses goes unnoticed otherwise: the program works, at a fifth of the speed.
    @Test
    void itsCacheIsUsed() throws Exception {
        Path copy = copy("copy");
        Run run = run(strict(folder, copy), copy.resolve("bin/ghl-mcp"), "--version");
        assertEquals(0, run.exit(), run.err());
        assertEquals(VERSION, run.out());
    }

    /// The build leaves out of Java what nothing calls.
    @Test
    void itsJavaHoldsWhatTheProgramCallsAndWhatItNamesInText() throws Exception {
        String jimage =
                Path.of(System.getProperty("java.home"), "bin", "jimage").toString();
        Run list = run(BUILT, Map.of(), jimage, "list", "runtime/lib/modules");
        Set<String> held = list.out().lines().map(String::strip).collect(Collectors.toSet());
        try (JarFile program =
                new JarFile(BUILT.resolveSibling("image/ghl-mcp.jar").toFile())) {
            assertEquals(
                    Set.of(),
                    NamedClass.in(program, "jrt")
                            .filter(named -> !held.contains(named.name() + ".class"))
                            .filter(named -> !OPTIONAL.matcher(named.name()).lookingAt())
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void holdsTheSettingsFile() throws Exception {
        assertEquals(-1, Files.mismatch(Path.of("config/application.yaml"), BUILT.resolve("config/application.yaml")));
    }

    /// The variables with which the program refuses to start without its cache.
    static Map<String, String> strict(Path folder, Path distribution) throws IOException {
        Path options = Files.writeString(
                folder.resolve("strict.options"),
                "\"-XX:AOTCache=" + distribution.resolve("ghl-mcp.aot") + "\"\n-XX:AOTMode=on\n");
        return Map.of("GHL_MCP_AOT", "@" + options);
    }

    private Path copy(String name) throws IOException {
        Path copy = folder.resolve(name);
        try (Stream<Path> files = Files.walk(BUILT)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(BUILT.relativize(file)));
            }
        }
        return copy;
    }

    private Run run(Map<String, String> variables, Path launcher, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        return run(folder, variables, command.toArray(String[]::new));
    }

    private Run run(Path directory, Map<String, String> variables, String... command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", null);
        Path err = Files.createTempFile(folder, "err", null);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        builder.environment().put("PATH", pathWithoutJava().toString());
        Process process = builder.start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it did not end");
        return new Run(process.exitValue(), text(out), text(err));
    }

    /// A PATH of the one command that the launcher needs.
    private Path pathWithoutJava() throws IOException {
        Path path = Files.createDirectories(folder.resolve("path"));
        if (Files.notExists(path.resolve("readlink"))) {
            Files.copy(Path.of("/usr/bin/readlink"), path.resolve("readlink"));
        }
        return path;
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
