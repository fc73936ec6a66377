package dev.tenet.rules.sla;

import dev.tenet.rules.decision.Rule;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When the rules can come to decide otherwise for the tasks of one target: at its cuts, times used up in ascending
 * order, and at the wall times of all plans. From one cut to the next they decide the same. Not thread-safe.
 */
final class EscalationPlan {
    final EscalationPlans all;
    final Thresholds thresholds;

    private final long[] cuts;
    private final Map<Integer, List<Rule<Escalation>>> decided = new HashMap<>();

    /**
     * A plan.
     *
     * @param cuts ascending; the first is 0
     */
    EscalationPlan(EscalationPlans all, Thresholds thresholds, long[] cuts) {
        this.all = all;
        this.thresholds = thresholds;
        this.cuts = cuts;
    }

    int count() {
        return cuts.length;
    }

    long cut(int at) {
        return cuts[at];
    }

    /** The first cut after a time used up. */
    int cutAfter(long elapsedNanos) {
        int found = Arrays.binarySearch(cuts, elapsedNanos);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** When a task reaches a cut, in nanoseconds since 1970. */
    long reaches(SlaTask task, int cut) {
        return cut == cuts.length
                ? OpenTask.NEVER
                : thresholds.after(task, cuts[cut]).map(Nanos::epoch).orElse(OpenTask.NEVER);
    }

    /**
     * The rules that decide about a task.
     *
     * @param cut the cut from which on it is so
     * @throws dev.tenet.rules.expression.EvaluationException if a condition cannot work with an attribute
     */
    List<Rule<Escalation>> decide(SlaTask task, int cut, long elapsedNanos, Instant at) {
        if (!all.alike()) {
            return all.decide(task, thresholds, elapsedNanos, at);
        }
        List<Rule<Escalation>> known = decided.get(cut);
        if (known == null) {
            known = all.decide(task, thresholds, elapsedNanos, at);
            decided.put(cut, known);
        }
        return known;
    }
}
