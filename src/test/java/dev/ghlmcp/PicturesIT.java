package dev.ghlmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The pictures of the README, which scripts draw from the built program on its sandbox. `-Dupdate=true` puts new ones
/// into `docs`.
class PicturesIT {
    private static final Path DOCS = Path.of("docs");

    @TempDir
    Path folder;

    @Test
    void theRecordingShowsWhatTheProgramSays() throws Exception {
        Path drawn = drawn("recording.mjs", "terminal.svg");
        assertEquals(Files.readString(DOCS.resolve("terminal.svg")), Files.readString(drawn));
    }

    /// Letters differ by a hair between systems, so they are not compared.
    @ParameterizedTest
    @CsvSource({"picture.mjs, page.png", "syncs.mjs, syncs.png"})
    void thePicturesOfThePageAreDrawn(String script, String name) throws Exception {
        BufferedImage drawn = ImageIO.read(drawn(script, name).toFile());
        BufferedImage shown = ImageIO.read(DOCS.resolve(name).toFile());
        assertEquals(shown.getWidth(), drawn.getWidth());
        // Times of some days take a line less.
        assertEquals(shown.getHeight(), drawn.getHeight(), name.equals("page.png") ? 0 : 100);
        int[] pixels = drawn.getRGB(0, 0, drawn.getWidth(), drawn.getHeight(), null, 0, drawn.getWidth());
        assertTrue(Arrays.stream(pixels).distinct().count() > 100, "a blank page");
    }

    private Path drawn(String script, String name) throws Exception {
        Path target = Boolean.getBoolean("update") ? DOCS.toAbsolutePath() : folder;
        Browser.run(script, BuiltProgram.launcher().toString(), target.toString());
        return target.resolve(name);
    }
}
