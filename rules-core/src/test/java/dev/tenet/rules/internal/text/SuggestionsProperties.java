package dev.tenet.rules.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class SuggestionsProperties {
    @Property
    void theFirstOfTheClosestNamesIsSuggestedIfItIsCloseEnough(
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(min = 1, max = 10) String wrong,
            @ForAll @Size(max = 6)
                    List<@CharRange(from = 'a', to = 'c') @StringLength(min = 1, max = 12) String> known) {
        int allowed = wrong.length() < 2 ? 0 : Math.max(1, Math.min(3, wrong.length() / 3));
        Optional<String> closest = known.stream()
                .filter(name -> distance(wrong, name) <= allowed)
                .reduce((a, b) -> distance(wrong, b) < distance(wrong, a) ? b : a);
        assertThat(Suggestions.closest(wrong, known)).isEqualTo(closest);
    }

    /** The whole matrix of the optimal string alignment distance. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
