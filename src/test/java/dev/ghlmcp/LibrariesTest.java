package dev.ghlmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// Of two lists of versions that name a library Maven takes the first, so that a version in the pom may do nothing.
class LibrariesTest {
    /// Where a jar lies in a repository: group, artifact, version.
    private record Library(String group, String artifact, String version) {
        static Library at(Path jar) {
            Path folder = jar.getParent();
            String path = folder.getParent().getParent().toString().replace(File.separatorChar, '.');
            return new Library(
                    path,
                    folder.getParent().getFileName().toString(),
                    folder.getFileName().toString());
        }
    }

    @Test
    void everyVersionInThePomIsInForce() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new File("pom.xml"));
        List<Library> onBoard = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(entry -> Library.at(Path.of(entry)))
                .toList();
        Map<String, String> wrong = new TreeMap<>();
        int checked = 0;
        for (Element dependency : elements(pom, "dependency")) {
            String version = text(dependency, "version");
            if (version.isEmpty()) {
                continue;
            }
            String wanted = text(pom.getDocumentElement(), version.replaceAll("[${}]", ""));
            boolean list = text(dependency, "type").equals("pom");
            for (Library library : onBoard) {
                boolean meant = list
                        ? (library.group + ".").contains("." + text(dependency, "groupId") + ".")
                        : library.group.endsWith("." + text(dependency, "groupId"))
                                && library.artifact.equals(text(dependency, "artifactId"));
                if (meant) {
                    checked++;
                    if (!library.version.equals(wanted)) {
                        wrong.put(library.artifact, library.version + " where the pom says " + wanted);
                    }
                }
            }
        }
        assertFalse(checked < 40, "Only " + checked + " libraries were looked at");
        assertEquals(Map.of(), wrong);
    }

    private static List<Element> elements(Document document, String name) {
        var nodes = document.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    private static String text(Element parent, String name) {
        var nodes = parent.getElementsByTagName(name);
        return nodes.getLength() == 0 ? "" : nodes.item(0).getTextContent().strip();
    }
}
