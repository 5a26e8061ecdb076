import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The files beside this one, in which `@name@` stands for a value.
final class Templates {
    private static final Path SOURCES = Path.of("src/package");

    private Templates() {}

    static String filled(String template, Map<String, String> values) throws IOException {
        String text = Files.readString(SOURCES.resolve(template));
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("@" + value.getKey() + "@", value.getValue());
        }
        return text;
    }
}
