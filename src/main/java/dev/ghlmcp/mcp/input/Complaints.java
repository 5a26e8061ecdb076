package dev.ghlmcp.mcp.input;

import dev.ghlmcp.text.Excerpt;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with the arguments of one call, a sentence for each. Only the first are kept and the others counted,
/// because a caller can send any number of mistakes.
public final class Complaints {
    private static final int MAX_KEPT = 10;
    private static final int MAX_LENGTH = 1500;
    private static final int MAX_TOTAL = 6000;

    private final List<String> kept = new ArrayList<>();
    private int count;
    private int length;

    /// Adds a sentence without its full stop.
    public void add(String sentence) {
        if (kept.contains(sentence)) {
            return;
        }
        count++;
        if (open()) {
            kept.add(Excerpt.of(sentence, MAX_LENGTH));
            length += kept.getLast().length();
        }
    }

    /// Whether there is room for another sentence, so that it is worth making.
    boolean open() {
        return kept.size() < MAX_KEPT && length < MAX_TOTAL;
    }

    /// Whether a kept sentence has these words already.
    boolean say(String words) {
        return kept.stream().anyMatch(sentence -> sentence.contains(words));
    }

    /// Counts a complaint for which there is no room.
    void count() {
        count++;
    }

    /// Whether nothing is wrong.
    public boolean isEmpty() {
        return count == 0;
    }

    /// The first sentences, and how many more there are.
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>(kept);
        if (count > kept.size()) {
            sentences.add("and " + (count - kept.size()) + " more complaints");
        }
        return sentences;
    }
}
