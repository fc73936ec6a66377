package dev.tenet.rules.sla;

import dev.tenet.rules.RuleSet;
import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.decision.RuleTable;
import dev.tenet.rules.expression.EvaluationException;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.internal.analysis.EscalationTurns;
import dev.tenet.rules.internal.syntax.Node.ComparisonOperator;
import dev.tenet.rules.spi.Node;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The plans of one rule set, one for each target. Not thread-safe. */
final class EscalationPlans {
    private static final List<String> KEYS =
            List.of("sla_targets", "escalation_rules", "escalation_hit_policy", "calendars");
    /** Any task: the values of crossings read only the target. */
    private static final SlaTask NOBODY = SlaTask.of("", Instant.EPOCH);

    final Targets targets;

    private final RuleTable<Escalation> table;
    private final List<EscalationTurns> turns;
    private final long[] moments;
    private final boolean ticking;
    private final boolean alike;
    private final Map<Thresholds, EscalationPlan> plans = new HashMap<>();

    EscalationPlans(RuleSet source) {
        this.targets = Targets.of(source);
        this.table = targets.rules.escalations();
        List<Rule<Escalation>> rules = table.rules().stream()
                .filter(rule -> rule.state() == Rule.State.ENABLED)
                .toList();
        this.turns =
                rules.stream().map(rule -> EscalationTurns.of(rule.condition())).toList();
        this.moments = rules.stream()
                .flatMap(rule ->
                        Stream.of(rule.effective().from(), rule.effective().until()))
                .mapToLong(Nanos::epoch)
                .filter(moment -> Math.abs(moment) < Nanos.MOST)
                .sorted()
                .distinct()
                .toArray();
        this.ticking = turns.stream().anyMatch(it -> it.elsewhere().isPresent());
        this.alike = !ticking
                && moments.length == 0
                && rules.stream().map(Rule::condition).noneMatch(EscalationPlans::readsTask);
        targets.all().forEach(each -> plans.put(each, plan(each)));
    }

    /** {@code task_type}, or an attribute: no other fact begins like that. */
    private static boolean readsTask(Expression condition) {
        return condition.references().stream().anyMatch(reference -> reference.startsWith("task"));
    }

    /** Whether nothing that these plans are made of is another in a rule set. */
    boolean holdFor(RuleSet other) {
        return KEYS.stream().allMatch(key -> same(targets.source.value(key), other.value(key)));
    }

    private static boolean same(Optional<Node> a, Optional<Node> b) {
        return a.isPresent() ? b.isPresent() && a.get().sameValue(b.get()) : b.isEmpty();
    }

    /**
     * The plan of a task.
     *
     * @throws NoSlaTargetException if its type has no target and there is no default one
     */
    EscalationPlan of(SlaTask task) {
        Thresholds thresholds = targets.of(task.taskType(), task.key());
        EscalationPlan plan = plans.get(thresholds);
        return plan == null ? plan(thresholds) : plan;
    }

    /** Whether the rules decide the same for all tasks of a target that have used up the same time. */
    boolean alike() {
        return alike;
    }

    /** Whether rules can come to decide at times that have nothing to do with how much of a target is used up. */
    boolean haveWallTimes() {
        return ticking || moments.length > 0;
    }

    /**
     * The first wall time after another at which rules can come to decide otherwise. Of ticks that were missed only the
     * last counts.
     */
    long wallTimeAfter(long last, long nowNanos, long tickNanos) {
        int found = Arrays.binarySearch(moments, last);
        int at = found >= 0 ? found + 1 : -found - 1;
        long moment = at < moments.length ? moments[at] : OpenTask.NEVER;
        if (!ticking) {
            return moment;
        }
        long tick = Math.max(Math.floorDiv(last, tickNanos) + 1, Math.floorDiv(nowNanos, tickNanos));
        return tick > Nanos.MOST / tickNanos ? moment : Math.min(moment, tick * tickNanos);
    }

    List<Rule<Escalation>> decide(SlaTask task, Thresholds thresholds, long elapsedNanos, Instant at) {
        return table.evaluate(SlaFacts.of(task, thresholds, elapsedNanos, at));
    }

    private EscalationPlan plan(Thresholds thresholds) {
        TreeSet<Long> cuts = new TreeSet<>(List.of(0L));
        for (EscalationTurns each : turns) {
            each.crossings().stream()
                    .flatMapToLong(crossing -> crossed(crossing, thresholds))
                    .forEach(cuts::add);
            if (each.steps().contains("level")) {
                cuts.add(thresholds.warningNanos);
                cuts.add(thresholds.criticalNanos);
            }
            if (each.steps().contains("breached")) {
                cuts.add(thresholds.targetNanos);
            }
        }
        return new EscalationPlan(
                this,
                thresholds,
                cuts.stream()
                        .mapToLong(cut -> cut)
                        .filter(cut -> cut <= Nanos.MOST)
                        .toArray());
    }

    /** Where a comparison of a number with a value turns: where it reaches it, or goes past it, or both. */
    private static LongStream crossed(EscalationTurns.Crossing crossing, Thresholds thresholds) {
        double value;
        try {
            value = crossing.value().evaluateDouble(SlaFacts.of(NOBODY, thresholds, 0, Instant.EPOCH));
        } catch (EvaluationException e) {
            return LongStream.empty(); // the comparison is UNKNOWN, or throws, at all times
        }
        return switch (crossing.fact()) {
            case "percent_used" -> crossed(crossing.operator(), thresholds::percent, value);
            case "elapsed_minutes" -> crossed(crossing.operator(), thresholds::elapsedMinutes, value);
            // Falls as the time grows: what is left is compared the other way round.
            case "remaining_minutes" ->
                crossed(crossing.operator().mirrored(), nanos -> -thresholds.remainingMinutes(nanos), -value);
            default -> throw new AssertionError(crossing.fact());
        };
    }

    private static LongStream crossed(ComparisonOperator operator, LongToDoubleFunction growing, double value) {
        LongStream reached = LongStream.of(first(nanos -> growing.applyAsDouble(nanos) >= value));
        LongStream passed = LongStream.of(first(nanos -> growing.applyAsDouble(nanos) > value));
        return switch (operator) {
            case GREATER_EQUAL, LESS -> reached;
            case GREATER, LESS_EQUAL -> passed;
            case EQUAL, NOT_EQUAL -> LongStream.concat(reached, passed);
        };
    }

    /** The least time from which on something holds, found by halving; so it is exact whatever the rounding is. */
    private static long first(LongPredicate holds) {
        if (!holds.test(Nanos.MOST)) {
            return Long.MAX_VALUE;
        }
        long low = 0;
        long high = Nanos.MOST;
        while (low < high) {
            long middle = (low & high) + ((low ^ high) >> 1);
            if (holds.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
