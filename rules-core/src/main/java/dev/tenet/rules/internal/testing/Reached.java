package dev.tenet.rules.internal.testing;

import dev.tenet.rules.decision.Explanation;
import dev.tenet.rules.expression.Truth;
import dev.tenet.rules.routing.RouteDecision;
import dev.tenet.rules.routing.RouteExplanation;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What tests reached: the rules that decided, and what the conditions that were asked came to. Not thread-safe. */
public final class Reached {
    private final Set<RuleKey> rules = new HashSet<>();
    private final Map<RuleKey, Set<Truth>> outcomes = new HashMap<>();

    /** Nothing yet. */
    public Reached() {}

    /** Whether a rule decided. */
    public boolean decided(RuleKey rule) {
        return rules.contains(rule);
    }

    /** What a rule's condition came to: TRUE, FALSE, or UNKNOWN, which is neither. */
    public Set<Truth> outcomes(RuleKey rule) {
        return Set.copyOf(outcomes.getOrDefault(rule, Set.of()));
    }

    /** Adds what another one reached. */
    public void addAll(Reached other) {
        rules.addAll(other.rules);
        other.outcomes.forEach((rule, truths) -> truths.forEach(truth -> came(rule, truth)));
    }

    void decides(RuleKey rule) {
        rules.add(rule);
    }

    private void came(RuleKey rule, Truth outcome) {
        outcomes.computeIfAbsent(rule, any -> EnumSet.noneOf(Truth.class)).add(outcome);
    }

    void add(String kind, String prefix, Explanation<?> explanation) {
        explanation.deciding().forEach(rule -> decides(Coverable.key(kind, prefix, rule)));
        for (Explanation.Entry<?> entry : explanation.entries()) {
            RuleKey key = Coverable.key(kind, prefix, entry.rule());
            switch (entry.verdict()) {
                case MATCHED -> came(key, Truth.TRUE);
                case NOT_MATCHED -> came(key, Truth.FALSE);
                case UNKNOWN -> came(key, Truth.UNKNOWN);
                case FAILED, NOT_EVALUATED, DISABLED, NOT_EFFECTIVE -> {}
            }
        }
    }

    void add(RouteExplanation explanation) {
        explanation
                .rule()
                .ifPresent(rule -> explanation.when().ifPresent(when -> {
                    if (when.failure().isEmpty()) {
                        came(
                                Coverable.key(rule),
                                when.value().map(Truth::valueOf).orElse(Truth.UNKNOWN));
                    }
                }));
        explanation.fallback().ifPresent(table -> add(RuleKey.FALLBACK, "", table));
        add(explanation.decision());
    }

    void add(RouteDecision decision) {
        if (decision instanceof RouteDecision.Routed routed) {
            RuleKey rule = Coverable.key(routed.rule());
            decides(rule);
            routed.variant().ifPresent(name -> decides(Coverable.variant(rule, name)));
        }
        RouteValues.fallback(decision).ifPresent(rule -> decides(Coverable.key(RuleKey.FALLBACK, "", rule)));
    }
}
