package dev.tenet.rules.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.SourceLocation;
import dev.tenet.rules.expression.EvaluationException;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.expression.Facts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A table decides as one does who tries its rules one by one: same rules, same errors. */
class RuleIndexProperties {
    private static final FactSchema SCHEMA = FactSchema.builder()
            .fact("a", FactType.STRING)
            .fact("b", FactType.STRING)
            .fact("n", FactType.LONG)
            .fact("any", FactType.ANY)
            .build();

    /** Any value at all, so that conditions fail, and no value at all. */
    private static final Object[] VALUES = {"x", "y", "z", "w", 0L, 1L, 2, 2.5, true, Thread.State.NEW, "NEW"};

    @Property(tries = 2000)
    void aTableDecidesAsALinearScanDoes(
            @ForAll("conditions") List<String> conditions, @ForAll("facts") Map<String, Object> values) {
        List<Rule<Integer>> rules = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            Expression condition = Expression.condition(conditions.get(i), SCHEMA);
            rules.add(new Rule<>(
                    "r" + i,
                    condition,
                    i,
                    i * 7 % 3,
                    i % 5 == 4 ? Rule.State.DISABLED : Rule.State.ENABLED,
                    Effective.ALWAYS,
                    new SourceLocation("base", "rules.yaml", i + 1, 1)));
        }
        Facts facts = Facts.of(values);
        for (HitPolicy policy : HitPolicy.values()) {
            RuleTable.Builder<Integer> builder =
                    RuleTable.<Integer>builder(SCHEMA).hitPolicy(policy);
            rules.forEach(builder::add);
            RuleTable<Integer> table = builder.build();
            Object expected = outcome(() -> scan(policy, rules, facts));

            assertThat(outcome(() -> table.evaluate(facts))).as(policy.name()).isEqualTo(expected);
            assertThat((Object) table.explain(facts).deciding())
                    .as("explained " + policy)
                    .isEqualTo(expected instanceof List ? expected : List.of());
        }
    }

    private static List<Rule<Integer>> scan(HitPolicy policy, List<Rule<Integer>> rules, Facts facts) {
        List<Rule<Integer>> matched = new ArrayList<>();
        for (Rule<Integer> rule : rules) {
            if (rule.state() == Rule.State.ENABLED && rule.condition().matches(facts)) {
                matched.add(rule);
                if (policy == HitPolicy.FIRST) {
                    break;
                }
                if (policy == HitPolicy.UNIQUE && matched.size() == 2) {
                    throw new HitPolicyException(matched.get(0), matched.get(1));
                }
            }
        }
        if (policy != HitPolicy.PRIORITY || matched.isEmpty()) {
            return matched;
        }
        Rule<Integer> best = matched.get(0);
        for (Rule<Integer> rule : matched) {
            best = rule.priority() > best.priority() ? rule : best;
        }
        return List.of(best);
    }

    private static Object outcome(Supplier<Object> evaluation) {
        try {
            return evaluation.get();
        } catch (EvaluationException | HitPolicyException e) {
            return e.getMessage();
        }
    }

    @Provide
    Arbitrary<List<String>> conditions() {
        Arbitrary<String> fact = Arbitraries.of("a", "a", "b", "any");
        Arbitrary<String> text = Arbitraries.of("'x'", "'y'", "'z'", "'NEW'");
        Arbitrary<String> key = Arbitraries.oneOf(
                Combinators.combine(fact, text).as((f, t) -> f + " = " + t),
                Combinators.combine(fact, text).as((f, t) -> t + " = " + f),
                Combinators.combine(fact, text).as((f, t) -> f + " <> " + t),
                Combinators.combine(fact, text, text).as((f, t, u) -> f + " IN (" + t + ", " + u + ")"),
                Combinators.combine(fact, text).as((f, t) -> f + " IN (" + t + ", b)"),
                Combinators.combine(fact, text).as((f, t) -> f + " NOT IN (" + t + ")"),
                Combinators.combine(fact, text).as((f, t) -> "NOT (" + f + " = " + t + ")"));
        Arbitrary<String> rest = Arbitraries.of(
                "n > 0",
                "10 / n > 4",
                "any > 1",
                "any = 'x'",
                "n IS NULL",
                "TRUE",
                "a = b",
                "n + 9223372036854775807 > 0");
        Arbitrary<String> condition = Arbitraries.oneOf(
                key,
                rest,
                Combinators.combine(key, rest).as((k, r) -> k + " AND " + r),
                Combinators.combine(rest, key).as((r, k) -> r + " AND " + k),
                Combinators.combine(key, rest, rest).as((k, r, s) -> "(" + k + " AND " + r + ") AND " + s),
                Combinators.combine(key, rest).as((k, r) -> k + " OR " + r));
        return condition.list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<Map<String, Object>> facts() {
        Arbitrary<Object> value = Arbitraries.of(VALUES);
        Arbitrary<Object> text = Arbitraries.of((Object) "x", "y", "z", "w", 5L);
        return Combinators.combine(
                        text,
                        text,
                        Arbitraries.of((Object) 0L, 1L, 2, "five"),
                        value,
                        Arbitraries.integers().between(0, 15))
                .as((a, b, n, any, present) -> {
                    Map<String, Object> facts = new HashMap<>();
                    put(facts, present, 0, "a", a);
                    put(facts, present, 1, "b", b);
                    put(facts, present, 2, "n", n);
                    put(facts, present, 3, "any", any);
                    return facts;
                });
    }

    private static void put(Map<String, Object> facts, int present, int bit, String name, Object value) {
        if ((present >> bit & 1) == 1) {
            facts.put(name, value);
        }
    }
}
