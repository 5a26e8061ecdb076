package dev.ghlmcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.net.URL;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A class whose members another one uses, or that it names in a text.
///
/// @param name as in `java/lang/String`
/// @param user the entry of the class that names it
record NamedClass(String name, String user) {
    /// What the classes of a jar name, of the classes that a test finds.
    ///
    /// @param protocol `jar` for those of libraries, `jrt` for those of Java
    static Stream<NamedClass> in(JarFile jar, String protocol) {
        return jar.stream()
                .filter(entry -> entry.getName().endsWith(".class"))
                .flatMap(entry -> StreamSupport.stream(
                                model(jar, entry).constantPool().spliterator(), false)
                        .map(part -> new NamedClass(name(part), entry.getName())))
                .filter(named -> named.name.matches("[\\w/$]+/[\\w$]+") && named.isBy(protocol));
    }

    private static ClassModel model(JarFile jar, JarEntry entry) {
        try {
            return ClassFile.of().parse(jar.getInputStream(entry).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(PoolEntry part) {
        return switch (part) {
            case MemberRefEntry member -> member.owner().asInternalName();
            case StringEntry text -> text.stringValue().replace('.', '/');
            default -> "";
        };
    }

    private boolean isBy(String protocol) {
        URL place = NamedClass.class.getClassLoader().getResource(name + ".class");
        return place != null && place.getProtocol().equals(protocol);
    }

    @Override
    public String toString() {
        return name + ", of " + user;
    }
}
