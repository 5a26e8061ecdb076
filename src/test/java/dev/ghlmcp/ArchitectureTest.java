package dev.ghlmcp;

import static java.util.function.Predicate.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Keeps the packages in their order, by what the compiled classes mention.
class ArchitectureTest {
    private static final String BASE = "dev/ghlmcp/";
    private static final Pattern TYPE = Pattern.compile("L([\\w$]+/[\\w/$]+)[;<]");

    /// Every room but `operation` and `config` may import these. They import nothing, but `http` imports `log` and
    /// `network` `secret`.
    private static final Set<String> BOTTOM = Set.of("json", "text", "secret", "log", "http", "network");

    /// What each room may import besides. As each line names earlier rooms only, there can be no cycle between them.
    private static final List<Map.Entry<String, Set<String>>> ARROWS = List.of(
            Map.entry("json", Set.of()),
            Map.entry("text", Set.of()),
            Map.entry("secret", Set.of()),
            Map.entry("log", Set.of()),
            Map.entry("http", Set.of("log")),
            Map.entry("network", Set.of("secret")),
            Map.entry("webhook", Set.of("secret", "network")),
            Map.entry("config", Set.of("secret")),
            Map.entry("operation", Set.of()),
            Map.entry("redis", Set.of()),
            Map.entry("store", Set.of("redis")),
            Map.entry("index", Set.of()),
            Map.entry("sandbox", Set.of("index")),
            Map.entry("catalog", Set.of("operation", "index")),
            Map.entry("highlevel", Set.of("redis", "operation", "catalog")),
            Map.entry("mcp", Set.of("redis", "operation", "index", "catalog", "highlevel")),
            Map.entry("watch", Set.of("operation", "catalog", "highlevel", "mcp", "store", "webhook")),
            Map.entry("sync", Set.of("operation", "catalog", "highlevel", "mcp", "store", "webhook", "watch")),
            Map.entry(
                    "server", Set.of("operation", "catalog", "highlevel", "mcp", "store", "webhook", "watch", "sync")),
            Map.entry("doctor", Set.of("operation", "catalog", "highlevel", "mcp")),
            Map.entry(
                    "cli",
                    Set.of(
                            "operation",
                            "config",
                            "sandbox",
                            "catalog",
                            "highlevel",
                            "mcp",
                            "doctor",
                            "store",
                            "watch",
                            "sync")),
            Map.entry(
                    "app",
                    Set.of(
                            "store",
                            "webhook",
                            "watch",
                            "sync",
                            "redis",
                            "operation",
                            "config",
                            "sandbox",
                            "catalog",
                            "highlevel",
                            "mcp",
                            "server",
                            "doctor",
                            "cli")));

    private static final Set<String> ALONE = Set.of("operation", "config");

    private static final int MAX_FILES = 16;

    /// Packages that may have more files.
    private static final Map<String, String> LARGE = Map.of(
            "operation", "one file for each toolset",
            "operation/annotation", "the words for declaring, one file each");

    private static final Map<String, Set<String>> ALLOWED =
            ARROWS.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    @Test
    void noImportAgainstTheArrows() throws IOException {
        Set<String> wrong = new TreeSet<>();
        for (ClassModel model : classes()) {
            String here = packageOf(name(model));
            for (String mentioned : mentioned(model)) {
                String there = packageOf(mentioned);
                if (mentioned.startsWith(BASE) && !here.equals(there) && !mayImport(here, there)) {
                    wrong.add(name(model) + " -> " + mentioned);
                }
            }
        }
        assertEquals(Set.of(), wrong);
    }

    @Test
    void operationsKnowOnlyTheJdk() throws IOException {
        Set<String> wrong = new TreeSet<>();
        for (ClassModel model : classes()) {
            if (packageOf(name(model)).equals("operation")) {
                mentioned(model).stream()
                        .filter(not(type -> type.startsWith("java/") || type.startsWith(BASE + "operation/")))
                        .forEach(type -> wrong.add(name(model) + " -> " + type));
            }
        }
        assertEquals(Set.of(), wrong);
    }

    @Test
    void everyPackageHasItsPlace() throws IOException {
        Set<String> packages =
                classes().stream().map(model -> packageOf(name(model))).collect(Collectors.toCollection(TreeSet::new));
        packages.removeAll(ALLOWED.keySet());
        packages.remove("");
        assertEquals(Set.of(), packages, "Say in ARROWS what these may import");
    }

    @Test
    void theArrowsMakeNoCycle() {
        Set<String> earlier = new HashSet<>();
        for (Map.Entry<String, Set<String>> arrow : ARROWS) {
            assertTrue(earlier.containsAll(arrow.getValue()), arrow + " names a later package");
            earlier.add(arrow.getKey());
        }
    }

    @Test
    void noPackagesImportEachOtherInACircleAtAnyDepth() throws IOException {
        Map<String, Set<String>> imports = new TreeMap<>();
        for (ClassModel model : classes()) {
            String here = wholePackageOf(name(model));
            for (String mentioned : mentioned(model)) {
                String there = wholePackageOf(mentioned);
                if (mentioned.startsWith(BASE) && !here.equals(there)) {
                    imports.computeIfAbsent(here, _ -> new TreeSet<>()).add(there);
                }
            }
        }
        assertEquals(List.of(), circle(imports));
    }

    @Test
    void aPackageIsSmallOrHasAReason() throws IOException {
        Map<String, Long> sizes = classes().stream()
                .map(ArchitectureTest::name)
                .filter(name -> !name.contains("$") && !name.endsWith("package-info"))
                .collect(Collectors.groupingBy(ArchitectureTest::wholePackageOf, Collectors.counting()));
        sizes.values().removeIf(size -> size <= MAX_FILES);
        assertEquals(LARGE.keySet(), sizes.keySet(), sizes::toString);
    }

    @Test
    void noTwoTypesShareASimpleName() throws IOException {
        Map<String, List<String>> places = classes().stream()
                .map(ArchitectureTest::name)
                .filter(name -> !name.contains("$") && !name.endsWith("package-info"))
                .collect(Collectors.groupingBy(name -> name.substring(name.lastIndexOf('/') + 1)));
        places.values().removeIf(same -> same.size() == 1);
        assertEquals(Map.of(), places);
    }

    @Test
    void theBasePackageHasMainAlone() throws IOException {
        assertEquals(
                Set.of(BASE + "Main"),
                classes().stream()
                        .map(ArchitectureTest::name)
                        .filter(name -> wholePackageOf(name).isEmpty() && !name.contains("$"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void findsACircleBetweenPackagesBelowOneRoom() {
        Map<String, Set<String>> planted = Map.of(
                "mcp", Set.of("mcp/confirm"), "mcp/confirm", Set.of("mcp/text", "json"), "mcp/text", Set.of("mcp"));
        assertEquals(4, circle(new TreeMap<>(planted)).size());
    }

    /// The packages of one circle, the first again at its end; empty if there is none.
    private static List<String> circle(Map<String, Set<String>> imports) {
        Set<String> cleared = new HashSet<>();
        for (String start : imports.keySet()) {
            List<String> circle = circle(imports, new ArrayList<>(List.of(start)), cleared);
            if (!circle.isEmpty()) {
                return circle;
            }
        }
        return List.of();
    }

    private static List<String> circle(Map<String, Set<String>> imports, List<String> path, Set<String> cleared) {
        String last = path.getLast();
        for (String next : imports.getOrDefault(last, Set.of())) {
            int before = path.indexOf(next);
            path.add(next);
            if (before >= 0) {
                return path.subList(before, path.size());
            }
            if (!cleared.contains(next)) {
                List<String> circle = circle(imports, path, cleared);
                if (!circle.isEmpty()) {
                    return circle;
                }
            }
            path.removeLast();
        }
        cleared.add(last);
        return List.of();
    }

    private static String wholePackageOf(String type) {
        String below = type.startsWith(BASE) ? type.substring(BASE.length()) : type;
        return below.contains("/") ? below.substring(0, below.lastIndexOf('/')) : "";
    }

    /// The base package holds the composition root, which may import everything.
    private static boolean mayImport(String here, String there) {
        Set<String> allowed = ALLOWED.getOrDefault(here, Set.of());
        boolean bottom = BOTTOM.contains(there) && !BOTTOM.contains(here) && !ALONE.contains(here);
        return here.isEmpty() || bottom || allowed.contains(there);
    }

    private static List<ClassModel> classes() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("target/classes"))) {
            List<ClassModel> classes = files.filter(file -> file.toString().endsWith(".class"))
                    .map(ArchitectureTest::parse)
                    .toList();
            assertTrue(classes.stream().anyMatch(model -> packageOf(name(model)).equals("operation")));
            return classes;
        }
    }

    private static ClassModel parse(Path file) {
        try {
            return ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Types by themselves and types in descriptors, signatures and annotations, which are texts in the constant pool.
    private static Set<String> mentioned(ClassModel model) {
        Set<String> types = new HashSet<>();
        Set<Utf8Entry> literals = new HashSet<>();
        for (var entry : model.constantPool()) {
            if (entry instanceof StringEntry literal) {
                literals.add(literal.utf8());
            }
        }
        for (var entry : model.constantPool()) {
            switch (entry) {
                case ClassEntry type when !type.asInternalName().startsWith("[") -> types.add(type.asInternalName());
                case Utf8Entry text
                when !literals.contains(text) -> {
                    Matcher matcher = TYPE.matcher(text.stringValue());
                    while (matcher.find()) {
                        types.add(matcher.group(1));
                    }
                }
                default -> {}
            }
        }
        return types;
    }

    private static String name(ClassModel model) {
        return model.thisClass().asInternalName();
    }

    /// The first package below the base, or nothing for the base itself.
    private static String packageOf(String type) {
        String below = type.startsWith(BASE) ? type.substring(BASE.length()) : type;
        return below.contains("/") ? below.substring(0, below.indexOf('/')) : "";
    }
}
