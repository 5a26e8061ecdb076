package dev.ghlmcp.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Guesses which name was meant, for errors that teach.
public final class Nearest {
    private static final int MAX = 3;

    private Nearest() {}

    /// The known name closest to a wrong one, or null if none is close.
    public static String to(String wrong, Collection<String> known) {
        List<String> close = of(wrong, known);
        return close.isEmpty() ? null : close.getFirst();
    }

    /// Up to three known names that are close to a wrong one, the closest first.
    public static List<String> of(String wrong, Collection<String> known) {
        return known.stream()
                .filter(name -> close(wrong, name))
                .sorted(Comparator.comparingInt(name -> distance(wrong, name)))
                .limit(MAX)
                .toList();
    }

    /// The lengths alone rule out most names, and any that a client made as long as a message may be.
    private static boolean close(String wrong, String name) {
        int max = Math.max(2, name.length() / 3);
        return Math.abs(wrong.length() - name.length()) <= max && distance(wrong, name) <= max;
    }

    /// How many single-character edits lead from one word to the other (Levenshtein), case left aside.
    private static int distance(String a, String b) {
        int[] costs = new int[b.length() + 1];
        Arrays.setAll(costs, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = costs[0];
            costs[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1)) ? 0 : 1;
                int cost = Math.min(Math.min(costs[j], costs[j - 1]) + 1, diagonal + same);
                diagonal = costs[j];
                costs[j] = cost;
            }
        }
        return costs[b.length()];
    }
}
