package dev.tenet.rules.decision;

import dev.tenet.rules.expression.EvaluationException;
import dev.tenet.rules.expression.Facts;
import dev.tenet.rules.internal.compile.Fusion;
import dev.tenet.rules.internal.compile.Program;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tries rules one by one.
 *
 * <p>An <em>outcome</em> is the earliest rule known to end a scan, as one number that grows with its position: twice
 * the position where the rule matches, one more where its condition throws.
 */
final class RuleScan {
    /** So many conditions are fused at most; those of a large table that no index finds would fill the code cache. */
    private static final int FUSED = 256;

    private final Program[] conditions;
    private final Fusion.Budget budget = new Fusion.Budget(FUSED);
    /** When each rule counts; null in place of always. */
    private final @Nullable Effective[] effective;

    RuleScan(List<? extends Rule<?>> rules) {
        this.conditions = rules.stream().map(rule -> (Program) rule.condition()).toArray(Program[]::new);
        this.effective = rules.stream()
                .map(rule -> rule.effective().always() ? null : rule.effective())
                .toArray(Effective[]::new);
    }

    int size() {
        return conditions.length;
    }

    /** Whether some rule does not always count, so that the moment must be known. */
    boolean isTimed() {
        return Arrays.stream(effective).anyMatch(it -> it != null);
    }

    /** Whether the rule at a position counts and its condition is TRUE. */
    boolean matches(int position, Facts facts, @Nullable Instant now) {
        Effective times = effective[position];
        return (times == null || now == null || times.at(now)) && conditions[position].matches(facts, budget);
    }

    /** The first position from {@code from} on whose rule matches; the number of rules if there is none. */
    int next(Facts facts, @Nullable Instant now, int from) {
        int at = from;
        while (at < conditions.length && !matches(at, facts, now)) {
            at++;
        }
        return at;
    }

    /** The outcome of no rule at all. */
    int none() {
        return matched(conditions.length);
    }

    /** The outcome of a rule that matches. */
    static int matched(int position) {
        return 2 * position;
    }

    static int position(int outcome) {
        return outcome >> 1;
    }

    static boolean isFailure(int outcome) {
        return (outcome & 1) != 0;
    }

    /**
     * Tries the positions of a sorted list from {@code least} on as long as they come before an outcome.
     *
     * @param start where the list begins in the array
     * @param end where it ends
     * @return the earlier outcome found, else the one given
     */
    int earlier(int[] positions, int start, int end, Facts facts, @Nullable Instant now, int least, int outcome) {
        int before = position(outcome);
        for (int i = firstAtLeast(positions, start, end, least); i < end && positions[i] < before; i++) {
            int at = positions[i];
            try {
                if (matches(at, facts, now)) {
                    return matched(at);
                }
            } catch (EvaluationException e) {
                return matched(at) + 1; // thrown again where no earlier rule matches
            }
        }
        return outcome;
    }

    private static int firstAtLeast(int[] sorted, int start, int end, int least) {
        if (least == 0 || start == end || sorted[start] >= least) {
            return start;
        }
        int found = Arrays.binarySearch(sorted, start, end, least);
        return found >= 0 ? found : -found - 1;
    }
}
