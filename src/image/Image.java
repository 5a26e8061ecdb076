import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.sqlite.util.OSInfo;

/// Makes `target/ghl-mcp` from the jar that holds the program and all its libraries: one named module, linked with a
/// Java runtime, and an AOT cache from a training run. A module image starts faster than a class path, and its cache
/// survives copying: with a jar on the class path the JVM compares the jar's time stamp.
///
/// Run by the build: `java -cp <the libraries> Image.java <merged jar> <output folder>`.
public class Image {
    private static final String MODULE = "dev.ghlmcp";
    private static final String LAUNCHER = File.separatorChar == '\\' ? "ghl-mcp.cmd" : "ghl-mcp";

    /// Has the compilers run after the threads that do the work (nice 10): on two cores a first call waited for them for
    /// a quarter of its time (13 ms instead of 10). It is said here because the JVM warns every user but root that says
    /// it by the command line, though anybody may run later. Elsewhere than on Linux the numbers mean something else. The
    /// launcher takes it back for `http`, where under load the compilers would not get to run for long.
    private static final String COMPILERS_BEHIND = "-XX:ThreadPriorityPolicy=1 -XX:CompilerThreadPriority=10";

    public static void main(String[] args) throws Exception {
        Path jar = Path.of(args[0]);
        Path out = Path.of(args[1]);
        Path work = jar.resolveSibling("module");
        delete(out);
        delete(work);
        Files.createDirectories(work);

        Path source = Files.writeString(work.resolve("module-info.java"), moduleInfo(jar));
        WrittenTools.into(jar);
        Path legal = out.resolveSibling("legal");
        copyAll(Path.of("src/package/legal"), legal);
        LegalTexts.once(legal);
        PlainJar.write(jar, legal, out.resolveSibling("ghl-mcp.jar"));
        renew(jar);
        run("javac", "-d", work.toString(), "--patch-module", MODULE + "=" + jar, source.toString(),
                "src/image/Training.java");
        Files.delete(source);
        run("jar", "--update", "--file", jar.toString(), "-C", work.toString(), ".");
        Path unused = ImageSize.unused(work.resolveSibling("unused.txt"));
        List<String> link = new ArrayList<>(List.of("--module-path", jar.toString(), "--add-modules", MODULE,
                "--output", out + "/runtime", "--no-header-files", "--no-man-pages", "--strip-java-debug-attributes",
                "--compress=zip-6:filter=" + ImageSize.SELDOM, "--exclude-resources=@" + unused));
        if (System.getProperty("os.name").equals("Linux")) {
            link.add("--add-options=" + COMPILERS_BEHIND);
        }
        run("jlink", link.toArray(String[]::new));
        ImageSize.prune(out.resolve("runtime"));
        Files.createDirectories(out.resolve("bin"));
        Files.createDirectories(out.resolve("config"));
        Files.createDirectories(out.resolve("lib"));
        sqlite(out.resolve("lib"));
        copy(Path.of("src/image/" + LAUNCHER), out.resolve("bin/" + LAUNCHER));
        copy(Path.of("src/image/java.options"), out.resolve("lib/java.options"));
        copy(Path.of("config/application.yaml"), out.resolve("config/application.yaml"));
        copyAll(Path.of("config/syncs"), out.resolve("config/syncs"));
        copyAll(legal, out.resolve("legal"));
        LegalTexts.once(out.resolve("runtime/legal"));
        TrainingRun.train(out, out.resolve("bin/" + LAUNCHER));
    }

    /// Gives classes the form that starts fastest and takes least room: what the JVM would make of them at run time is
    /// written out, and what nobody reads is left out.
    private static void renew(Path jar) throws IOException {
        try (URLClassLoader libraries = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
                FileSystem files = FileSystems.newFileSystem(jar);
                Stream<Path> all = Files.walk(files.getPath("/"))) {
            ClassFile format = ClassFile.of(
                    ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(libraries)
                            .orElse(ClassHierarchyResolver.defaultResolver())));
            for (Path file : all.filter(name -> name.toString().endsWith(".class")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                Files.write(file, ImageSize.compact(format, LinkedEarly.of(format, DecimalBounds.of(format, bytes))));
            }
        }
    }

    /// The descriptor of the merged module: what its parts require of the JDK, use and provide.
    private static String moduleInfo(Path jar) throws IOException {
        Set<String> requires = new TreeSet<>();
        Set<String> uses = new TreeSet<>();
        for (ModuleDescriptor part : parts()) {
            part.requires().stream()
                    .filter(need -> !need.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                    .map(ModuleDescriptor.Requires::name)
                    .filter(name -> name.startsWith("java.") || name.startsWith("jdk."))
                    .filter(name -> !name.equals("java.base") && !ImageSize.UNUSED_MODULES.contains(name))
                    .forEach(requires::add);
            uses.addAll(part.uses());
        }
        Map<String, Set<String>> provides = new TreeMap<>();
        try (JarFile merged = new JarFile(jar.toFile())) {
            for (ModuleDescriptor part : parts()) {
                part.provides().forEach(service ->
                        provides.computeIfAbsent(service.service(), _ -> new TreeSet<>()).addAll(service.providers()));
            }
            // What is not on board cannot be named: services of other libraries, and what the jar was rid of.
            provides.keySet().removeIf(service -> !present(merged, service) && !service.startsWith("java.sql."));
            provides.values().forEach(providers -> providers.removeIf(provider -> !present(merged, provider)));
            provides.values().removeIf(Set::isEmpty);
            uses.addAll(provides.keySet());
            uses.removeIf(service -> !present(merged, service) && !service.startsWith("java"));
        }
        StringBuilder text = new StringBuilder("@SuppressWarnings(\"removal\")\nopen module " + MODULE + " {\n");
        requires.forEach(name -> text.append("    requires ").append(name).append(";\n"));
        uses.forEach(name -> text.append("    uses ").append(name.replace('$', '.')).append(";\n"));
        provides.forEach((service, providers) -> text.append("    provides ").append(service.replace('$', '.'))
                .append(" with ").append(String.join(", ", providers).replace('$', '.')).append(";\n"));
        return text.append("}\n").toString();
    }

    /// SQLite's native file for the platform that the image is for. In a file of its own, because a temporary folder may
    /// be mounted so that nothing in it runs.
    private static void sqlite(Path lib) throws IOException {
        String name = System.mapLibraryName("sqlitejdbc");
        String entry = "org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/" + name;
        try (InputStream in = OSInfo.class.getClassLoader().getResourceAsStream(entry)) {
            Files.copy(in, lib.resolve(name));
        }
    }

    /// The libraries as modules; one without a descriptor counts as automatic, whose services are read all the same.
    private static List<ModuleDescriptor> parts() {
        Path[] jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .toArray(Path[]::new);
        return ModuleFinder.of(jars).findAll().stream().map(part -> part.descriptor()).toList();
    }

    private static boolean present(JarFile jar, String type) {
        return jar.getEntry(type.replace('.', '/') + ".class") != null;
    }

    private static void run(String tool, String... arguments) {
        int code = ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments);
        if (code != 0) {
            throw new IllegalStateException(tool + " failed");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static void copyAll(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
