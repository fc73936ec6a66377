package dev.tenet.rules.testing;

import dev.tenet.rules.RuleSet;
import dev.tenet.rules.internal.testing.Coverable;
import dev.tenet.rules.internal.testing.Reached;
import dev.tenet.rules.internal.testing.RuleKey;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Counts what passing tests reach, over all rule sets under which they run. */
final class CoverageCount {
    private final Set<RuleSet> known = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<RuleKey, Coverable> coverable = new LinkedHashMap<>();
    private final Reached reached = new Reached();

    void rules(RuleSet rules) {
        if (known.add(rules)) {
            Coverable.of(rules).forEach(rule -> coverable.putIfAbsent(rule.key(), rule));
        }
    }

    void passed(Reached byTest) {
        reached.addAll(byTest);
    }

    RuleCoverage coverage() {
        return new RuleCoverage(coverable.values().stream()
                .map(rule -> new RuleCoverage.Item(
                        rule.key().kind(),
                        rule.key().name(),
                        rule.key().location(),
                        reached.decided(rule.key()) ? RuleCoverage.Reach.DECIDED : RuleCoverage.Reach.NEVER,
                        rule.condition().map(text -> new RuleCoverage.Condition(text, reached.outcomes(rule.key())))))
                .toList());
    }
}
