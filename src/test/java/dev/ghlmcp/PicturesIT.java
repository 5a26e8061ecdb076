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

    /// Letters differ by a hair between systems, so it is not compared.
    @Test
    void thePictureOfThePageIsDrawn() throws Exception {
        BufferedImage drawn = ImageIO.read(drawn("picture.mjs", "page.png").toFile());
        BufferedImage shown = ImageIO.read(DOCS.resolve("page.png").toFile());
        assertEquals(shown.getWidth(), drawn.getWidth());
        assertEquals(shown.getHeight(), drawn.getHeight());
        int[] pixels = drawn.getRGB(0, 0, drawn.getWidth(), drawn.getHeight(), null, 0, drawn.getWidth());
        assertTrue(Arrays.stream(pixels).distinct().count() > 100, "a blank page");
    }

    private Path drawn(String script, String name) throws Exception {
        Path target = Boolean.getBoolean("update") ? DOCS.toAbsolutePath() : folder;
        Browser.run(script, BuiltProgram.launcher().toString(), target.toString());
        return target.resolve(name);
    }
}
