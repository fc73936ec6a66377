package dev.tenet.rules.internal.bind;

import dev.tenet.rules.Problem;
import dev.tenet.rules.Severity;
import dev.tenet.rules.expression.Diagnostic;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.ExpressionException;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.Facts;
import dev.tenet.rules.expression.Truth;
import dev.tenet.rules.internal.compile.Program;
import dev.tenet.rules.internal.syntax.Node.Literal;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.spi.ScalarNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compiles the conditions of rules. Mistakes are reported at the very token and give a condition that never holds. */
final class Conditions {
    private Conditions() {}

    /** A condition that always holds, for rules that have none. */
    static Expression always(FactSchema schema) {
        return Expression.condition("TRUE", schema);
    }

    /** A condition that must be there. */
    static Expression required(MapReader rule, String key, FactSchema schema) {
        rule.text(key);
        return rule.value(key)
                .map(value -> compile(value, schema, rule.problems()))
                .orElseGet(() -> never(schema));
    }

    /** A condition that may be missing. */
    static Optional<Expression> optional(MapReader rule, String key, FactSchema schema) {
        rule.optionalText(key);
        return rule.value(key).map(value -> compile(value, schema, rule.problems()));
    }

    /** Whether a rule with this condition always matches, whatever the facts. */
    static boolean unconditional(Expression condition) {
        return condition.isConstant() && constantTruth(condition) == Truth.TRUE;
    }

    private static Expression never(FactSchema schema) {
        return Expression.condition("FALSE", schema);
    }

    /** What is no text was reported when it was read. */
    private static Expression compile(Node value, FactSchema schema, Problems problems) {
        if (!(value instanceof ScalarNode scalar
                && scalar.value().orElse(0) instanceof String text
                && !text.isEmpty())) {
            return never(schema);
        }
        try {
            Expression condition = Expression.condition(text, schema);
            reportConstant(condition, value.place(), problems);
            return condition;
        } catch (ExpressionException refused) {
            refused.diagnostics().forEach(diagnostic -> report(diagnostic, scalar, problems));
            return never(schema);
        }
    }

    private static void report(Diagnostic diagnostic, ScalarNode scalar, Problems problems) {
        Place token = scalar.locate(diagnostic.offset());
        problems.add(new Problem(
                Severity.ERROR,
                diagnostic.code(),
                token.location(),
                diagnostic.message(),
                diagnostic.hint().orElse(""),
                List.of(),
                token.excerpt()));
    }

    /** A literal TRUE or FALSE is meant; anything else that never changes is a slip. */
    private static void reportConstant(Expression condition, Place place, Problems problems) {
        if (!condition.isConstant() || ((Program) condition).syntax() instanceof Literal) {
            return;
        }
        boolean holds = constantTruth(condition) == Truth.TRUE;
        problems.warning(
                "constant-condition",
                place,
                "the condition " + (holds ? "always" : "never") + " holds, whatever the facts",
                "write " + (holds ? "TRUE" : "FALSE, or enabled: false,") + " if that is meant");
    }

    private static Truth constantTruth(Expression condition) {
        return condition.test(Facts.of(Map.of()));
    }
}
