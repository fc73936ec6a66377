package dev.tenet.rules.internal.testing;

import dev.tenet.rules.RuleSet;
import dev.tenet.rules.decision.Decision;
import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.decision.RuleTable;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.routing.RoutingRule;
import dev.tenet.rules.sla.SlaTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rule that a test can reach. Rules that are switched off are none.
 *
 * @param key what names it
 * @param condition its condition; empty when it has none, or one that never changes
 */
public record Coverable(RuleKey key, Optional<String> condition) {

    /** Everything in a rule set that a test can reach, in the order of sections and lines. */
    public static List<Coverable> of(RuleSet rules) {
        List<Coverable> all = new ArrayList<>();
        rules.routing().rules().stream()
                .filter(rule -> rule.state() == Rule.State.ENABLED)
                .forEach(rule -> {
                    all.add(new Coverable(key(rule), rule.when().flatMap(Coverable::changing)));
                    rules.routing()
                            .variants(rule.id())
                            .ifPresent(choice -> choice.list()
                                    .forEach(variant -> variant(
                                            key(variant.value()),
                                            variant.value().variant(),
                                            all)));
                });
        add(RuleKey.FALLBACK, "", rules.routing().fallbacks(), all);
        rules.sla().targets().values().forEach(target -> {
            all.add(new Coverable(key(target), Optional.empty()));
            Optional.ofNullable(rules.sla().variants().get(target.taskType()))
                    .ifPresent(choice -> choice.list()
                            .forEach(variant -> variant(
                                    key(variant.value()), variant.value().variant(), all)));
        });
        add(RuleKey.ESCALATION, "", rules.sla().escalations(), all);
        for (Decision decision : rules.decisions().all().values()) {
            add(RuleKey.DECISION, decision.name() + ": ", decision.table(), all);
        }
        return all;
    }

    private static void add(String kind, String prefix, RuleTable<?> table, List<Coverable> all) {
        table.rules().stream()
                .filter(rule -> rule.state() == Rule.State.ENABLED)
                .forEach(rule -> all.add(new Coverable(key(kind, prefix, rule), changing(rule.condition()))));
    }

    private static void variant(RuleKey rule, Optional<String> name, List<Coverable> all) {
        name.ifPresent(it -> all.add(new Coverable(variant(rule, it), Optional.empty())));
    }

    /** A variant of a rule or target. */
    static RuleKey variant(RuleKey of, String name) {
        return new RuleKey(RuleKey.VARIANT, of.name() + ": " + name, of.location());
    }

    static RuleKey key(SlaTarget target) {
        return new RuleKey(RuleKey.TARGET, target.taskType(), target.location());
    }

    static RuleKey key(RoutingRule rule) {
        return new RuleKey(RuleKey.ROUTING, rule.id(), rule.location());
    }

    /** A rule by its condition: most ids are derived from it and say nothing to people. */
    static RuleKey key(String kind, String prefix, Rule<?> rule) {
        boolean decision = kind.equals(RuleKey.DECISION);
        String name = decision ? prefix + rule.id() : rule.condition().text();
        return new RuleKey(kind, name, rule.location());
    }

    private static Optional<String> changing(Expression condition) {
        return condition.isConstant() ? Optional.empty() : Optional.of(condition.text());
    }
}
