package dev.tenet.rules.internal.bind;

import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.Facts;
import dev.tenet.rules.expression.Truth;
import dev.tenet.rules.internal.compile.Program;
import dev.tenet.rules.internal.syntax.Node.Literal;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Node;
import java.util.Map;
import java.util.Optional;

/** Reads the conditions of rules and warns of those that never change. */
final class Conditions {
    private Conditions() {}

    /** A condition that always holds, for rules that have none. */
    static Expression always(FactSchema schema) {
        return Expression.condition("TRUE", schema);
    }

    /** A condition that must be there. */
    static Expression required(MapReader rule, String key, FactSchema schema) {
        Expression condition = rule.condition(key, schema);
        reportConstant(condition, rule, key);
        return condition;
    }

    /** A condition that may be missing. */
    static Optional<Expression> optional(MapReader rule, String key, FactSchema schema) {
        Optional<Expression> condition = rule.optionalCondition(key, schema);
        condition.ifPresent(it -> reportConstant(it, rule, key));
        return condition;
    }

    /** Whether a rule with this condition always matches, whatever the facts. */
    static boolean unconditional(Expression condition) {
        return condition.isConstant() && constantTruth(condition) == Truth.TRUE;
    }

    /** A literal TRUE or FALSE is meant; anything else that never changes is a slip. */
    private static void reportConstant(Expression condition, MapReader rule, String key) {
        if (!condition.isConstant() || ((Program) condition).syntax() instanceof Literal) {
            return;
        }
        if (constantTruth(condition) == Truth.TRUE) {
            reportHolds(rule, key, "always", "TRUE");
        } else {
            reportHolds(rule, key, "never", "FALSE, or enabled: false,");
        }
    }

    /** Reports a condition that is never TRUE; one that names no facts was reported when it was read. */
    static void reportNever(Expression condition, MapReader rule, String key) {
        if (!condition.isConstant()) {
            reportHolds(rule, key, "never", "FALSE, or enabled: false,");
        }
    }

    /** Reports a condition that is always TRUE; one that names no facts was reported when it was read. */
    static void reportAlways(Expression condition, MapReader rule, String key) {
        if (!condition.isConstant()) {
            reportHolds(rule, key, "always", "TRUE");
        }
    }

    private static void reportHolds(MapReader rule, String key, String when, String instead) {
        rule.problems()
                .warning(
                        "constant-condition",
                        rule.value(key).map(Node::place).orElseGet(rule::place),
                        "the condition " + when + " holds, whatever the facts",
                        "write " + instead + " if that is meant");
    }

    private static Truth constantTruth(Expression condition) {
        return condition.test(Facts.of(Map.of()));
    }
}
