package dev.tenet.rules.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which keys one statement may ask for. Two texts that some collation takes for equal never go together, for the answer
 * would not show it: the row of one of them would seem to be the other's alone.
 */
final class KeyStatements {
    private static final int MOST_KEYS = 1_000;

    /** What some collation passes over. */
    private static final Pattern PASSED_OVER = Pattern.compile("[^a-z0-9]+|(?<![0-9])0+(?=[0-9])");

    private KeyStatements() {}

    /** The different keys, for statements of their own where they must not go together. */
    static List<List<Object>> of(Collection<Object> keys, ValueType type) {
        if (type != ValueType.STRING) {
            return chunks(keys);
        }
        List<List<Object>> statements = new ArrayList<>();
        List<List<Object>> rounds = new ArrayList<>();
        Map<String, Integer> alike = new HashMap<>();
        for (Object key : new LinkedHashSet<>(keys)) {
            if (!isAscii((String) key)) {
                statements.add(List.of(key));
                continue;
            }
            int round = alike.merge(folded((String) key), 1, Integer::sum) - 1;
            if (round == rounds.size()) {
                rounds.add(new ArrayList<>());
            }
            rounds.get(round).add(key);
        }
        rounds.forEach(round -> statements.addAll(chunks(round)));
        return statements;
    }

    /** The different keys in lists of no more than a statement takes. */
    static List<List<Object>> chunks(Collection<Object> keys) {
        List<Object> different = new ArrayList<>(new LinkedHashSet<>(keys));
        List<List<Object>> chunks = new ArrayList<>();
        for (int from = 0; from < different.size(); from += MOST_KEYS) {
            chunks.add(different.subList(from, Math.min(different.size(), from + MOST_KEYS)));
        }
        return chunks;
    }

    private static boolean isAscii(String key) {
        return key.chars().allMatch(c -> c >= ' ' && c < 127);
    }

    /** Equal for all that any collation takes for equal: without case, punctuation, and zeros before a number. */
    private static String folded(String key) {
        return PASSED_OVER.matcher(key.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
