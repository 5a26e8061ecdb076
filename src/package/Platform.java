import java.util.List;
import java.util.Locale;

/// The names that Node.js has for this system and processor, which npm, bundles and releases use.
record Platform(String system, String processor) {
    static Platform here() {
        String system = System.getProperty("os.name");
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return new Platform(
                system.startsWith("Mac") ? "darwin" : system.startsWith("Windows") ? "win32" : "linux",
                List.of("amd64", "x86_64").contains(processor)
                        ? "x64"
                        : processor.equals("aarch64") ? "arm64" : processor);
    }

    @Override
    public String toString() {
        return system + "-" + processor;
    }
}
