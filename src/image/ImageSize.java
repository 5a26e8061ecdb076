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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
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
            "/dev.ghlmcp/org/HdrHistogram/**",
            "/dev.ghlmcp/META-INF/**",
            "/java.base/sun/nio/cs/**",
            "/java.base/sun/util/resources/**",
            "/java.base/sun/security/tools/**",
            "/java.base/sun/security/pkcs**",
            "/java.base/jdk/internal/classfile/**",
            "/java.base/jdk/internal/jimage/**",
            "/java.base/jdk/internal/jrtfs/**",
            "/java.base/jdk/internal/icu/**");

    /// The parsers of XML, which come with SQL and which nothing calls; the program for keys of developers; tables of
    /// letters for locales that no launcher sets.
    private static final Pattern UNUSED = Pattern.compile(
            "/modules/java.xml/(com/sun/org/apache/(xerces|xalan|bcel)|jdk/xml/internal/jdkcatalog)/.*"
                    + "|/modules/java.base/sun/(security/tools/keytool/.*|nio/cs/(EUC_TWMapping|Johab.*))");

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
        Set<Path> packages = new HashSet<>();
        FileSystem runtime = FileSystems.getFileSystem(URI.create("jrt:/"));
        try (Stream<Path> files = Stream.of("java.xml", "java.base")
                .flatMap(module -> walk(runtime.getPath("/modules", module)))) {
            for (Path file : files.filter(each -> UNUSED.matcher(each.toString()).matches())
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.comparing((Path file) -> !file.toString().endsWith(".class"))
                            .thenComparingLong(ImageSize::size))
                    .toList()) {
                if (!packages.add(file.getParent())) {
                    lines.add(file.toString().substring("/modules".length()));
                }
            }
        }
        return Files.write(list, lines);
    }

    /// Takes the names for debuggers out of the JVM, where the tool for it is at hand.
    static void strip(Path library) throws IOException, InterruptedException {
        if (Files.exists(library)) {
            try {
                new ProcessBuilder("strip", "--strip-unneeded", library.toString())
                        .inheritIO()
                        .start()
                        .waitFor();
            } catch (IOException _) {
                System.out.println("The image is 5 MB larger than it need be: there is no `strip` in the PATH");
            }
        }
    }

    private static Stream<Path> walk(Path module) {
        try {
            return Files.walk(module);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
