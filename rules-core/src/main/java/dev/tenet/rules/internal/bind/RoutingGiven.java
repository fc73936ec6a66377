package dev.tenet.rules.internal.bind;

import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.internal.analysis.ConditionAnalysis;
import dev.tenet.rules.internal.syntax.Node;
import dev.tenet.rules.internal.syntax.Parser;
import dev.tenet.rules.routing.RoutingFacts;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the router makes sure of before a condition of the routing section is asked. */
final class RoutingGiven {
    private static final String TASK_TYPE = "task_type";
    private static final Node URGENT = Parser.expression("priority IS NOT NULL AND urgent");
    private static final Node NOT_URGENT = Parser.expression("priority IS NOT NULL AND NOT urgent");

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
        if (ConditionAnalysis.isPlain(when, Map.of(TASK_TYPE, taskType, "urgent", urgent))) {
            return;
        }
        switch (ConditionAnalysis.of(when, Optional.of(atRule(taskType, when, urgent)))) {
            case ALWAYS -> Conditions.reportAlways(when, rule, "when");
            case NEVER -> {
                if (ConditionAnalysis.of(when, Optional.empty()) == ConditionAnalysis.NEVER) {
                    Conditions.reportNever(when, rule, "when");
                } else {
                    Place condition = rule.value("when").map(value -> value.place()).orElseGet(rule::place);
                    reportNever(taskType, rule, condition, urgent);
                }
            }
            case SOMETIMES -> {}
        }
    }

    /**
     * The request has the rule's task type, and the rule says what is urgent and what priority there is by default. The
     * tree is put together, not parsed and compiled: a load does this for every rule whose condition asks for its type.
     */
    private static Node atRule(String taskType, Expression when, boolean urgent) {
        Node known = urgent ? URGENT : NOT_URGENT;
        if (!when.references().contains(TASK_TYPE)) {
            return known;
        }
        Node type = new Node.Path(TASK_TYPE, List.of(), 0, 0);
        Node same = new Node.Compare(Node.ComparisonOperator.EQUAL, type, new Node.Literal(taskType, 0, 0), 0, 0);
        return new Node.And(List.of(same, known), 0, 0);
    }

    private static void reportNever(String taskType, MapReader rule, Place condition, boolean urgent) {
        Optional<Place> flag = rule.node().value("urgent").map(value -> value.place());
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
