package dev.firn.problem;

import java.util.Collection;
import java.util.Optional;

/// "Did you mean": the word that was probably meant.
public final class Suggestion {

    private Suggestion() {}

    /// The nearest of the words, if it is near: at most a third of what was typed is wrong, or
    /// what was typed begins one of them.
    public static Optional<String> of(String typed, Collection<String> words) {
        Optional<String> nearest = Optional.empty();
        int least = Math.max(1, typed.length() / 3) + 1;
        for (String word : words) {
            int distance = word.startsWith(typed) ? 1 : distance(typed, word);
            if (distance < least) {
                least = distance;
                nearest = Optional.of(word);
            }
        }
        return nearest;
    }

    /// Insertions, deletions, replacements and swaps of neighbours.
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
