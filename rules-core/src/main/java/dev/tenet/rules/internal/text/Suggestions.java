package dev.tenet.rules.internal.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a misspelt one most probably meant. */
public final class Suggestions {
    private Suggestions() {}

    /**
     * The known name closest to a wrong one by optimal string alignment distance (insertion, deletion, substitution,
     * transposition of neighbours), ignoring case; empty when none is close enough to be a slip of the hand. The first
     * of several equally close names wins.
     */
    public static Optional<String> closest(String wrong, Collection<String> known) {
        String folded = wrong.toLowerCase(Locale.ROOT);
        String best = "";
        // One letter in place of another is no slip when the word has no other letter.
        int bestDistance = wrong.length() < 2 ? 1 : 1 + Math.max(1, Math.min(3, wrong.length() / 3));
        for (String candidate : known) {
            int limit = bestDistance - 1;
            if (Math.abs(candidate.length() - wrong.length()) <= limit) {
                int distance = distance(folded, candidate.toLowerCase(Locale.ROOT));
                if (distance < bestDistance) {
                    bestDistance = distance;
                    best = candidate;
                }
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }
}
