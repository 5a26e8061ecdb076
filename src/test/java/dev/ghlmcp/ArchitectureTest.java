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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Keeps the packages in their order, by what the compiled classes mention.
class ArchitectureTest {
    private static final String BASE = "dev/ghlmcp/";
    private static final Pattern TYPE = Pattern.compile("L([\\w/$]+)[;<]");

    /// What each package may import. As each line names earlier packages only, there can be no cycle.
    private static final List<Map.Entry<String, Set<String>>> ARROWS = List.of(
            Map.entry("operation", Set.of()),
            Map.entry("config", Set.of()),
            Map.entry("catalog", Set.of("operation")),
            Map.entry("sandbox", Set.of("operation", "catalog")),
            Map.entry("highlevel", Set.of("operation", "catalog")),
            Map.entry("mcp", Set.of("operation", "catalog", "highlevel")),
            Map.entry("server", Set.of("operation", "catalog", "highlevel", "mcp")),
            Map.entry("doctor", Set.of("operation", "catalog", "highlevel", "mcp")),
            Map.entry("cli", Set.of("operation", "config", "catalog", "sandbox", "highlevel", "mcp", "doctor")));

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

    /// The base package holds the composition root, which may import everything.
    private static boolean mayImport(String here, String there) {
        return here.isEmpty() || ALLOWED.getOrDefault(here, Set.of()).contains(there);
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
