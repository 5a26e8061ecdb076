package dev.ghlmcp.mcp.input;

import dev.ghlmcp.text.Excerpt;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with the arguments of one call, each a sentence that names one. Only the first are kept, the others
/// are counted: a caller could send any number.
public final class Complaints {
    private static final int MAX_KEPT = 10;
    private static final int MAX_LENGTH = 1500;
    private static final int MAX_TOTAL = 6000;

    private final List<String> selected = new ArrayList<>();
    private int count;
    private int length;

    /// Adds a sentence without its full stop.
    public void add(String sentence) {
        if (selected.contains(sentence)) {
            return;
        }
        count++;
        if (open()) {
            selected.add(Excerpt.of(sentence, MAX_LENGTH));
            length += selected.getLast().length();
        }
    }

    /// Whether another sentence would be kept, so that it is worth making.
    boolean open() {
        return selected.size() < MAX_KEPT && length < MAX_TOTAL;
    }

    /// Whether a sentence that is kept says this already.
    boolean say(String words) {
        return selected.stream().anyMatch(sentence -> sentence.contains(words));
    }

    /// Counts one more that would not be kept.
    void count() {
        count++;
    }

    /// Whether nothing is wrong.
    public boolean isEmpty() {
        return count == 0;
    }

    /// The first sentences, and how many more there are.
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>(selected);
        if (count > selected.size()) {
            sentences.add("and " + (count - selected.size()) + " more complaints");
        }
        return sentences;
    }
}
