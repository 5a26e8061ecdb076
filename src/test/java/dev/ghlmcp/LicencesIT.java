package dev.ghlmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the distribution owes to the authors of what is in it.
class LicencesIT {
    private static final Path BUILT = BuiltProgram.launcher().getParent().getParent();
    private static final Path LEGAL = BUILT.resolve("legal");
    /// Such as `(MIT) SLF4J API Module (org.slf4j:slf4j-api:2.0.20 - http://www.slf4j.org)`.
    private static final Pattern LINE = Pattern.compile("\\s*(\\(.*\\)) .* \\([\\w.-]+:([\\w.-]+):[\\w.-]+ - .*\\)");

    @Test
    void everyLibraryOnBoardIsListedWithItsLicenceAndItsText() throws IOException {
        Map<String, String> licences = licences();
        List<String> missing = new ArrayList<>();
        int onBoard = 0;
        try (JarFile program =
                new JarFile(BUILT.resolveSibling("image").resolve("ghl-mcp.jar").toFile())) {
            for (String entry : Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .toList()) {
                // Maven has the program's own jar among them.
                boolean own = Path.of(entry)
                        .toAbsolutePath()
                        .startsWith(BUILT.toAbsolutePath().getParent());
                if (entry.endsWith(".jar") && !own && holds(program, Path.of(entry))) {
                    onBoard++;
                    String artifact =
                            Path.of(entry).getParent().getParent().getFileName().toString();
                    String licence = licences.get(artifact);
                    if (licence == null || !text(artifact, licence)) {
                        missing.add(artifact + " " + licence);
                    }
                }
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(onBoard > 40, "Only " + onBoard + " libraries were looked at");
    }

    @Test
    void everyModuleOfTheRuntimeHasItsLicence() throws IOException {
        try (Stream<Path> modules = Files.list(BUILT.resolve("runtime/legal"))) {
            for (Path module : modules.toList()) {
                Path licence = module.resolve("LICENSE");
                assertTrue(Files.isRegularFile(licence), module.toString());
                assertTrue(meant(licence).contains("GNU General Public License"), licence.toString());
            }
        }
    }

    @Test
    void aTextThatManyShareIsThereOnce() throws IOException {
        Set<String> texts = new HashSet<>();
        try (Stream<Path> files = Files.walk(LEGAL)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                assertTrue(!meant(file).isBlank(), file.toString());
                assertTrue(text.startsWith("Please see ") || texts.add(text), file.toString());
            }
        }
    }

    @Test
    void thePlainJarHasTheSameTexts() throws IOException {
        try (JarFile plain = new JarFile(BUILT.resolveSibling("ghl-mcp.jar").toFile());
                Stream<Path> texts = Files.walk(LEGAL)) {
            for (Path text : texts.filter(Files::isRegularFile).toList()) {
                String name = "META-INF/legal/" + LEGAL.relativize(text);
                assertTrue(plain.getEntry(name) != null, name);
            }
        }
    }

    /// A text, or the one that it names.
    private static String meant(Path file) throws IOException {
        Matcher other = Pattern.compile("Please see (.*)\n").matcher(Files.readString(file));
        return Files.readString(other.matches() ? file.resolveSibling(other.group(1)) : file);
    }

    private static Map<String, String> licences() throws IOException {
        Map<String, String> licences = new TreeMap<>();
        for (String line : Files.readAllLines(LEGAL.resolve("THIRD-PARTY.txt"))) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                licences.put(matcher.group(2), matcher.group(1));
            }
        }
        return licences;
    }

    /// Whether a tenth of a library's classes is in the program: some libraries of the tests hold classes of others.
    private static boolean holds(JarFile program, Path library) throws IOException {
        try (JarFile jar = new JarFile(library.toFile())) {
            List<String> classes = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && !name.contains("-info") && !name.startsWith("META-INF"))
                    .toList();
            return classes.stream()
                                    .filter(name -> program.getEntry(name) != null)
                                    .count()
                            * 10
                    > classes.size();
        }
    }

    private static boolean text(String artifact, String licence) throws IOException {
        Path own = LEGAL.resolve(artifact + "-jar");
        if (Files.isDirectory(own)) {
            return true;
        }
        String general = licence.contains("Apache")
                ? "Apache-2.0.txt"
                : licence.contains("MIT-0") ? "MIT-0.txt" : licence.contains("MIT") ? "MIT.txt" : "none";
        return Files.isRegularFile(LEGAL.resolve(general));
    }
}
