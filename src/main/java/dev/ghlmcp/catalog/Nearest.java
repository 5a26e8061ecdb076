package dev.ghlmcp.catalog;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/// Guesses which name was meant, for errors that teach.
public final class Nearest {
    private Nearest() {}

    /// The known name closest to a wrong one, or null if none is close.
    public static String to(String wrong, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(wrong, name)))
                .filter(name -> distance(wrong, name) <= Math.max(2, name.length() / 3))
                .orElse(null);
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
