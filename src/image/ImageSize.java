import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What keeps the image small on the disk and in a bundle, which pull in two directions: a class that lies in the image
/// compressed is smaller there, and larger in a bundle, which finds nothing left to compress.
final class ImageSize {
    /// What a start of stdio does not read lies in the image compressed.
    static final String SELDOM = String.join(
            ",",
            "/java.xml/**",
            "/java.naming/**",
            "/java.sql.rowset/**",
            "/java.security.sasl/**",
            "/java.management/**",
            "/jdk.crypto.cryptoki/**",
            "/dev.ghlmcp/io/lettuce/**",
            "/dev.ghlmcp/io/netty/**",
            "/dev.ghlmcp/io/micrometer/**",
            "/dev.ghlmcp/io/prometheus/**",
            "/dev.ghlmcp/com/nimbusds/**",
            "/dev.ghlmcp/io/modelcontextprotocol/**",
            "/dev.ghlmcp/org/**",
            "/dev.ghlmcp/com/dashjoin/**",
            "/dev.ghlmcp/reactor/**",
            "/dev.ghlmcp/META-INF/**",
            "/dev.ghlmcp/dev/ghlmcp/index/api.json",
            "/dev.ghlmcp/dev/ghlmcp/sandbox/contract/**",
            "/dev.ghlmcp/dev/ghlmcp/sandbox/index/**",
            "/java.base/sun/nio/cs/**",
            "/java.base/sun/util/resources/**",
            "/java.base/sun/security/tools/**",
            "/java.base/sun/security/pkcs**",
            "/java.base/jdk/internal/classfile/**",
            "/java.base/jdk/internal/jimage/**",
            "/java.base/jdk/internal/jrtfs/**",
            "/java.base/jdk/internal/icu/**");

    private static final String OTHER_PROCESSORS = Stream.of("aarch64", "ppc64", "riscv64", "s390", "x64")
            .filter(processor -> !processor.equals(System.getProperty("os.arch").replace("amd64", "x64")))
            .collect(Collectors.joining("|"));

    /// What nothing calls: the parsers of XML, which come with SQL; directories, managed beans and compilers, of which a few
    /// types are used; the program for keys of developers; the launcher's help in other languages; native calls of other
    /// processors.
    private static final Map<String, String> UNUSED = Map.of(
            "java.xml", "(com/sun|jdk/xml)/.*",
            "java.naming", "com/sun/.*",
            "java.management", "(com/sun/jmx|javax/management/(loading|modelmbean|monitor|relation|remote|timer))/.*",
            "java.compiler", "javax/(annotation|tools|lang/model/(element|util))/.*",
            "java.base", "sun/(security/tools/keytool/.*|launcher/resources/launcher_.*)"
                    + "|jdk/internal/foreign/abi/(" + OTHER_PROCESSORS + ")/.*");

    /// Keys on smart cards, and tables that are filled without a database: libraries require them for what nothing calls.
    static final Set<String> UNUSED_MODULES = Set.of("jdk.crypto.cryptoki", "java.sql.rowset");

    private ImageSize() {}

    /// The class without what debuggers read and without the names and constants that only this used, a tenth of it. One of
    /// Java 5 gets the form of Java 8: an AOT cache takes none that need the old verifier, such as all of the command
    /// line's parser.
    static byte[] compact(ClassFile format, byte[] bytes) {
        ClassFile compact = format.withOptions(
                ClassFile.ConstantPoolSharingOption.NEW_POOL,
                ClassFile.DebugElementsOption.DROP_DEBUG,
                ClassFile.LineNumbersOption.DROP_LINE_NUMBERS,
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
        ClassModel model = compact.parse(bytes);
        ClassTransform transform = (to, part) -> {
            if (part instanceof ClassFileVersion version && version.majorVersion() < ClassFile.JAVA_6_VERSION) {
                to.withVersion(ClassFile.JAVA_8_VERSION, 0);
            } else if (!(part instanceof SourceFileAttribute)) {
                to.with(part);
            }
        };
        try {
            return compact.transformClass(
                    model, ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL).andThen(transform));
        } catch (IllegalArgumentException _) {
            // It is for a library that is not on board, whose types nobody knows.
            return bytes;
        }
    }

    /// A list for jlink of what to leave out. One file of each package stays, because the module names its packages.
    static Path unused(Path list) throws IOException {
        List<String> lines = new ArrayList<>();
        FileSystem runtime = FileSystems.getFileSystem(URI.create("jrt:/"));
        for (Map.Entry<String, String> unused : UNUSED.entrySet()) {
            Path module = runtime.getPath("/modules", unused.getKey());
            Predicate<String> matches = Pattern.compile(unused.getValue()).asMatchPredicate();
            try (Stream<Path> all = Files.walk(module)) {
                Map<Boolean, List<Path>> files = all.filter(Files::isRegularFile)
                        .sorted(Comparator.comparing((Path file) -> !isClass(file)).thenComparingLong(ImageSize::size))
                        .collect(Collectors.partitioningBy(
                                file -> matches.test(module.relativize(file).toString())));
                Set<Path> kept = files.get(false).stream().map(Path::getParent).collect(Collectors.toSet());
                files.get(true).stream()
                        .filter(file -> !kept.add(file.getParent()))
                        .forEach(file -> lines.add("/" + unused.getKey() + "/" + module.relativize(file)));
            }
        }
        return Files.write(list, lines);
    }

    /// Takes out of the linked runtime what only other programs use, and the names for debuggers where the tool for that
    /// is at hand.
    static void prune(Path runtime) throws IOException, InterruptedException {
        for (String unused : List.of("bin/keytool", "bin/keytool.exe", "lib/classlist", "lib/jrt-fs.jar", "lib/libsimdsort.so")) {
            Files.deleteIfExists(runtime.resolve(unused));
        }
        try (Stream<Path> files = Files.walk(runtime)) {
            for (Path library : files.filter(file -> file.toString().endsWith(".so")).toList()) {
                strip(library);
            }
        } catch (IOException _) {
            System.out.println("The image is 5 MB larger than it need be: there is no `strip` in the PATH");
        }
    }

    private static void strip(Path library) throws IOException, InterruptedException {
        new ProcessBuilder("strip", "--strip-unneeded", library.toString())
                .inheritIO()
                .start()
                .waitFor();
    }

    private static boolean isClass(Path file) {
        return file.toString().endsWith(".class");
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
