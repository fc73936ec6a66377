package dev.tenet.rules.decision;

import dev.tenet.rules.decision.Explanation.Entry;
import dev.tenet.rules.decision.Explanation.Verdict;
import dev.tenet.rules.expression.EvaluationException;
import dev.tenet.rules.expression.Facts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tries the rules of a table one by one, without its index, and notes what becomes of each. */
final class RuleTrace<O> {
    private final HitPolicy hitPolicy;
    private final Facts facts;
    private final @Nullable Instant now;
    private final List<Entry<O>> entries = new ArrayList<>();
    private final List<Rule<O>> accepted = new ArrayList<>();

    /**
     * Begins a trace.
     *
     * @param now the moment of the evaluation; null where no rule cares
     */
    RuleTrace(HitPolicy hitPolicy, Facts facts, @Nullable Instant now) {
        this.hitPolicy = hitPolicy;
        this.facts = facts;
        this.now = now;
    }

    Explanation<O> explain(List<Rule<O>> rules, Predicate<? super Rule<O>> acceptable) {
        boolean ended = false;
        boolean failed = false;
        for (Rule<O> rule : rules) {
            Entry<O> entry = entry(rule, ended);
            entries.add(entry);
            if (entry.verdict() == Verdict.FAILED) {
                failed = true;
                ended = true;
            } else if (entry.verdict() == Verdict.MATCHED && acceptable.test(rule)) {
                accepted.add(rule);
                ended = hitPolicy == HitPolicy.FIRST;
            }
        }
        return new Explanation<>(hitPolicy, entries, failed ? List.of() : deciding());
    }

    private Entry<O> entry(Rule<O> rule, boolean ended) {
        if (rule.state() == Rule.State.DISABLED) {
            return new Entry<>(rule, Verdict.DISABLED, Optional.empty());
        } else if (ended) {
            return new Entry<>(rule, Verdict.NOT_EVALUATED, Optional.empty());
        } else if (!RuleTable.effective(rule, now)) {
            return new Entry<>(rule, Verdict.NOT_EFFECTIVE, Optional.empty());
        }
        return new Entry<>(rule, verdict(rule), Optional.of(rule.condition().explain(facts)));
    }

    private Verdict verdict(Rule<O> rule) {
        try {
            return switch (rule.condition().test(facts)) {
                case TRUE -> Verdict.MATCHED;
                case FALSE -> Verdict.NOT_MATCHED;
                case UNKNOWN -> Verdict.UNKNOWN;
            };
        } catch (EvaluationException failure) {
            return Verdict.FAILED; // its message stands in the explanation of the condition
        }
    }

    private List<Rule<O>> deciding() {
        return switch (hitPolicy) {
            case FIRST, COLLECT -> accepted;
            case UNIQUE -> accepted.size() == 1 ? accepted : List.of();
            case PRIORITY ->
                accepted.stream()
                        // Of equals the later one replaces the earlier only if it is greater, so the first one stays.
                        .reduce((best, rule) -> rule.priority() > best.priority() ? rule : best)
                        .map(List::of)
                        .orElse(List.of());
        };
    }
}
