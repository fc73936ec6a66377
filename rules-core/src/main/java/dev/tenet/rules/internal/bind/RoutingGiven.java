package dev.tenet.rules.internal.bind;

import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.internal.analysis.ConditionAnalysis;
import dev.tenet.rules.routing.RoutingFacts;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Place;
import java.util.Optional;
import java.util.Set;

/** What the router makes sure of before a condition of the routing section is asked. */
final class RoutingGiven {
    /** A task type that is longer than a condition may be cannot be written into one. */
    private static final int LONGEST = 1000;

    private static final Set<String> KNOWN = Set.of("task_type", "urgent");
    private static final Expression URGENT =
            Expression.condition("priority IS NOT NULL AND urgent", RoutingFacts.REQUEST);
    private static final Expression NOT_URGENT =
            Expression.condition("priority IS NOT NULL AND NOT urgent", RoutingFacts.REQUEST);

    private RoutingGiven() {}

    /**
     * A fallback has one reason, and each of the facts that say so is TRUE or FALSE. Beside an unknown task type and a
     * rule that does not match, there may be no session for any task either.
     */
    static Expression atFallback() {
        return Expression.condition(
                "(task_type_unknown AND NOT no_rule_matches AND NOT urgent AND no_sessions_available IS NOT NULL"
                        + " OR NOT task_type_unknown AND no_rule_matches AND no_sessions_available IS NOT NULL"
                        + " OR NOT task_type_unknown AND NOT no_rule_matches AND no_sessions_available)"
                        + " AND urgent IS NOT NULL AND task_type IS NOT NULL"
                        + " AND (task_type_unknown OR priority IS NOT NULL)",
                RoutingFacts.FALLBACK);
    }

    /** Reports the {@code when} of a rule that can never hold, or always does. */
    static void reportConstant(String taskType, MapReader rule, Expression when, boolean urgent) {
        if (ConditionAnalysis.isPlain(when, KNOWN)) {
            return;
        }
        switch (ConditionAnalysis.of(when, Optional.of(atRule(taskType, when, urgent)))) {
            case ALWAYS -> Conditions.reportAlways(when, rule, "when");
            case NEVER -> {
                if (ConditionAnalysis.of(when, Optional.empty()) == ConditionAnalysis.NEVER) {
                    Conditions.reportNever(when, rule, "when");
                } else {
                    Place condition = rule.value("when").map(Node::place).orElseGet(rule::place);
                    reportNever(taskType, rule, condition, urgent);
                }
            }
            case SOMETIMES -> {}
        }
    }

    /** The request has the rule's task type, and the rule says what is urgent and what priority there is by default. */
    private static Expression atRule(String taskType, Expression when, boolean urgent) {
        Expression known = urgent ? URGENT : NOT_URGENT;
        // Most conditions do not ask for the task type, and need no expression of their own.
        if (taskType.length() > LONGEST || !when.references().contains("task_type")) {
            return known;
        }
        String text = "task_type = '" + taskType.replace("'", "''") + "' AND " + known.text();
        return Expression.condition(text, RoutingFacts.REQUEST);
    }

    private static void reportNever(String taskType, MapReader rule, Place condition, boolean urgent) {
        Optional<Place> flag = rule.node().value("urgent").map(Node::place);
        boolean overridden = flag.isPresent()
                && !flag.get().source().layer().equals(rule.place().source().layer())
                && condition.source().layer().equals(rule.place().source().layer());
        Place at = overridden ? flag.orElseThrow() : condition;
        rule.problems()
                .warning(
                        "constant-condition",
                        at,
                        "the condition never holds for this rule: task_type is \"" + taskType
                                + "\" here, and urgent is " + (urgent ? "TRUE" : "FALSE"),
                        "write enabled: false if that is meant",
                        at.equals(condition)
                                ? Places.related(flag.orElseGet(rule::place), "the rule stands here")
                                : Places.related(condition, "the condition stands here"));
    }
}
