package dev.tenet.rules.sla;

import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSource;
import dev.tenet.rules.decision.Explanation;
import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.decision.RuleTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says how a task stands against its target.
 *
 * <p>The time that counts begins with the task and leaves out its pauses and, where the target has a calendar, the time
 * in which nobody works. It is never negative, also where a clock went backwards. Thresholds are compared exactly, in
 * nanoseconds, over times of up to 292 years.
 *
 * <p>Safe for use by many threads; one evaluation sees one rule set throughout.
 */
public final class SlaEvaluator {
    private final RuleSource rules;
    private volatile @Nullable Targets current;

    private SlaEvaluator(RuleSource rules) {
        this.rules = rules;
    }

    /** An evaluator over the rules that are current at each evaluation. */
    public static SlaEvaluator of(RuleSource rules) {
        return new SlaEvaluator(rules);
    }

    /**
     * How a task of a type stands, without key, attributes or pauses.
     *
     * @throws NoSlaTargetException if the type has no target and there is no default one
     * @throws dev.tenet.rules.expression.EvaluationException if a condition cannot work with a fact
     */
    public SlaStatus evaluate(String taskType, Instant startedAt, Instant now) {
        return evaluate(SlaTask.of(taskType, startedAt), now);
    }

    /**
     * How a task stands.
     *
     * @throws NoSlaTargetException if its type has no target and there is no default one
     * @throws dev.tenet.rules.expression.EvaluationException if a condition cannot work with an attribute
     */
    public SlaStatus evaluate(SlaTask task, Instant now) {
        Targets targets = targets();
        Thresholds thresholds = targets.of(task.taskType(), task.key());
        long elapsed = thresholds.elapsed(task, now);
        Duration used = Duration.ofNanos(elapsed);
        RuleTable<Escalation> table = targets.rules.escalations();
        List<Rule<Escalation>> escalations =
                table.rules().isEmpty() ? List.of() : table.evaluate(SlaFacts.of(task, thresholds, elapsed, now));
        return new SlaStatus(
                task.taskType(),
                thresholds.target,
                used,
                thresholds.target.target().minus(used),
                thresholds.percent(elapsed),
                thresholds.level(elapsed),
                thresholds.breached(elapsed),
                thresholds.after(task, thresholds.targetNanos),
                thresholds.next(task, elapsed),
                escalations);
    }

    /**
     * What {@link #evaluate(SlaTask, Instant)} makes of each escalation rule, with the values seen.
     *
     * @throws NoSlaTargetException if the task's type has no target and there is no default one
     */
    public Explanation<Escalation> explain(SlaTask task, Instant now) {
        Targets targets = targets();
        Thresholds thresholds = targets.of(task.taskType(), task.key());
        return targets.rules.escalations().explain(SlaFacts.of(task, thresholds, thresholds.elapsed(task, now), now));
    }

    /** The targets that are current now, for evaluating many tasks at once; later rule sets do not change them. */
    public SlaBatch batch() {
        return SlaBatch.of(targets());
    }

    @SuppressWarnings("ReferenceEquality") // a reload gives another object
    private Targets targets() {
        RuleSet source = rules.current();
        Targets known = current;
        if (known == null || known.source != source) {
            known = Targets.of(source);
            current = known;
        }
        return known;
    }
}
