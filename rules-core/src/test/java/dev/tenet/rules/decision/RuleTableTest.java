package dev.tenet.rules.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tenet.rules.SourceLocation;
import dev.tenet.rules.decision.Explanation.Verdict;
import dev.tenet.rules.expression.EvaluationException;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.expression.Facts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleTableTest {
    private static final FactSchema SCHEMA = FactSchema.builder()
            .fact("kind", FactType.STRING)
            .fact("size", FactType.LONG)
            .fact("more", FactType.MAP)
            .build();

    private int line = 1;

    private Rule<String> rule(String id, String condition) {
        return Rule.of(id, Expression.condition(condition, SCHEMA), "do " + id, at());
    }

    private SourceLocation at() {
        return new SourceLocation("base", "rules.yaml", line++, 3);
    }

    @SafeVarargs
    private static RuleTable<String> table(HitPolicy policy, Rule<String>... rules) {
        RuleTable.Builder<String> table = RuleTable.<String>builder(SCHEMA).hitPolicy(policy);
        for (Rule<String> rule : rules) {
            table.add(rule);
        }
        return table.build();
    }

    private static Facts facts(Object... pairs) {
        Map<String, Object> facts = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            facts.put((String) pairs[i], pairs[i + 1]);
        }
        return Facts.of(facts);
    }

    @Test
    void aTablePrintsItsPolicyAndSizeAndNotItsRules() {
        assertThat(table(HitPolicy.FIRST, rule("a", "size > 9"), rule("b", "size > 5")))
                .hasToString("RuleTable[first, 2 rules]");
    }

    @Test
    void firstGivesTheFirstRuleThatMatchesInTableOrder() {
        RuleTable<String> table = table(
                HitPolicy.FIRST, rule("a", "kind = 'x' AND size > 9"), rule("b", "size > 5"), rule("c", "kind = 'x'"));

        assertThat(table.evaluate(facts("kind", "x", "size", 7)))
                .extracting(Rule::id)
                .containsExactly("b");
        assertThat(table.first(facts("kind", "x", "size", 10)).orElseThrow().outcome())
                .isEqualTo("do a");
        assertThat(table.first(facts("kind", "x", "size", 1)).orElseThrow().id())
                .isEqualTo("c");
        assertThat(table.evaluate(facts("kind", "y", "size", 1))).isEmpty();
    }

    @Test
    void aRuleMatchesOnlyOnTrue() {
        RuleTable<String> table = table(HitPolicy.FIRST, rule("a", "size > 5"), rule("b", "NOT (size > 5)"));

        assertThat(table.first(facts())).isEmpty();
    }

    @Test
    void firstDoesNotEvaluateWhatComesAfterTheMatch() {
        RuleTable<String> table = table(HitPolicy.FIRST, rule("a", "size = 1"), rule("b", "10 / (size - 1) > 0"));

        assertThat(table.first(facts("size", 1)).orElseThrow().id()).isEqualTo("a");
    }

    @Test
    void collectGivesEveryMatchInTableOrder() {
        RuleTable<String> table = table(
                HitPolicy.COLLECT, rule("a", "kind = 'x'"), rule("b", "size > 5"), rule("c", "kind IN ('x', 'y')"));

        assertThat(table.evaluate(facts("kind", "x", "size", 7)))
                .extracting(Rule::id)
                .containsExactly("a", "b", "c");
        assertThat(table.evaluate(facts("kind", "y", "size", 7)))
                .extracting(Rule::id)
                .containsExactly("b", "c");
        assertThat(table.evaluate(facts("kind", "z"))).isEmpty();
    }

    @Test
    void uniqueRefusesASecondMatchAndNamesBothRulesWithTheirPlaces() {
        RuleTable<String> table = table(HitPolicy.UNIQUE, rule("a", "size > 1"), rule("b", "size > 5"));

        assertThat(table.first(facts("size", 3)).orElseThrow().id()).isEqualTo("a");
        assertThatExceptionOfType(HitPolicyException.class)
                .isThrownBy(() -> table.evaluate(facts("size", 7)))
                .withMessageContaining("rule \"a\" (rules.yaml:1:3)")
                .withMessageContaining("rule \"b\" (rules.yaml:2:3)")
                .satisfies(e -> assertThat(e.second().id()).isEqualTo("b"));
        assertThat(table.explain(facts("size", 7)).deciding()).isEmpty();
    }

    @Test
    void priorityGivesTheHighestAndTheFirstOfEquals() {
        RuleTable<String> table = table(
                HitPolicy.PRIORITY,
                priority("low", 1),
                priority("high", 9),
                priority("also high", 9),
                priority("mid", 5));

        assertThat(table.evaluate(facts())).extracting(Rule::id).containsExactly("high");
        assertThat(table.explain(facts()).deciding()).extracting(Rule::id).containsExactly("high");
    }

    private Rule<String> priority(String id, int priority) {
        return new Rule<>(
                id, Expression.condition("TRUE", SCHEMA), id, priority, Rule.State.ENABLED, Effective.ALWAYS, at());
    }

    @Test
    void aDisabledRuleNeverMatchesAndIsShownAsDisabled() {
        Rule<String> off = new Rule<>(
                "off", Expression.condition("TRUE", SCHEMA), "x", 0, Rule.State.DISABLED, Effective.ALWAYS, at());
        RuleTable<String> table = table(HitPolicy.FIRST, off, rule("on", "TRUE"));

        assertThat(table.first(facts()).orElseThrow().id()).isEqualTo("on");
        assertThat(table.explain(facts()).entries())
                .extracting(Explanation.Entry::verdict)
                .containsExactly(Verdict.DISABLED, Verdict.MATCHED);
    }

    @Test
    void aRuleCountsFromItsBeginningUntilJustBeforeItsEnd() {
        Instant from = Instant.parse("2027-01-01T00:00:00Z");
        Instant until = Instant.parse("2027-02-01T00:00:00Z");
        Rule<String> january = new Rule<>(
                "january",
                Expression.condition("TRUE", SCHEMA),
                "x",
                0,
                Rule.State.ENABLED,
                new Effective(from, until),
                at());
        RuleTable<String> table = table(HitPolicy.FIRST, january);

        assertThat(table.first(facts().at(InstantSource.fixed(from.minusNanos(1)))))
                .isEmpty();
        assertThat(table.first(facts().at(InstantSource.fixed(from)))).isPresent();
        assertThat(table.first(facts().at(InstantSource.fixed(until.minusNanos(1)))))
                .isPresent();
        assertThat(table.first(facts().at(InstantSource.fixed(until)))).isEmpty();
        assertThat(table.explain(facts().at(InstantSource.fixed(until)))
                        .entries()
                        .get(0)
                        .verdict())
                .isEqualTo(Verdict.NOT_EFFECTIVE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.first(facts()))
                .withMessageContaining("Facts.at(clock)");
        assertThatIllegalArgumentException().isThrownBy(() -> new Effective(until, from));
    }

    @Test
    void anExplanationShowsEachVerdictWithTheValuesSeen() {
        RuleTable<String> table = table(
                HitPolicy.FIRST,
                rule("no", "size > 5"),
                rule("unknown", "kind = 'x'"),
                rule("yes", "size < 5"),
                rule("late", "TRUE"));

        Explanation<String> explanation = table.explain(facts("size", 3));

        assertThat(explanation.entries())
                .extracting(Explanation.Entry::verdict)
                .containsExactly(Verdict.NOT_MATCHED, Verdict.UNKNOWN, Verdict.MATCHED, Verdict.NOT_EVALUATED);
        assertThat(explanation.entries().get(1).unknownByMissingFact()).isTrue();
        assertThat(explanation.deciding()).extracting(Rule::id).containsExactly("yes");
        assertThat(explanation).hasToString("""
                hit policy first, decided by yes
                not matched: no (rules.yaml:1:3): size > 5; size = 3
                unknown (a fact is missing): unknown (rules.yaml:2:3): kind = 'x'; kind = (missing)
                matched: yes (rules.yaml:3:3): size < 5; size = 3
                not evaluated: late (rules.yaml:4:3): TRUE""");
    }

    @Test
    void anErrorEndsEvaluationAndIsShownByTheExplanation() {
        RuleTable<String> table = table(HitPolicy.COLLECT, rule("fails", "10 / size > 1"), rule("after", "TRUE"));

        assertThatExceptionOfType(EvaluationException.class).isThrownBy(() -> table.evaluate(facts("size", 0)));
        Explanation<String> explanation = table.explain(facts("size", 0));
        assertThat(explanation.entries())
                .extracting(Explanation.Entry::verdict)
                .containsExactly(Verdict.FAILED, Verdict.NOT_EVALUATED);
        assertThat(explanation.deciding()).isEmpty();
        assertThat(explanation.toString()).contains("division by zero");
    }

    @Test
    void aRefusedOutcomePassesOnToTheNextMatch() {
        RuleTable<String> table =
                table(HitPolicy.FIRST, rule("a", "TRUE"), rule("b", "size = 1"), rule("c", "TRUE"), rule("d", "TRUE"));

        assertThat(table.firstAcceptable(facts("size", 2), rule -> !rule.id().equals("a"))
                        .orElseThrow()
                        .id())
                .isEqualTo("c");
        assertThat(table.firstAcceptable(facts("size", 2), rule -> false)).isEmpty();
        assertThat(table.explainAcceptable(facts("size", 2), rule -> rule.id().equals("c"))
                        .entries())
                .extracting(Explanation.Entry::verdict)
                .containsExactly(Verdict.MATCHED, Verdict.NOT_MATCHED, Verdict.MATCHED, Verdict.NOT_EVALUATED);
        assertThatIllegalStateException()
                .isThrownBy(() -> table(HitPolicy.COLLECT).firstAcceptable(facts(), rule -> true));
    }

    @Test
    void twoRulesMayNotShareAnId() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table(HitPolicy.FIRST, rule("a", "TRUE"), rule("a", "FALSE")))
                .withMessageContaining("\"a\" (rules.yaml:1:3 and rules.yaml:2:3)");
    }

    @Test
    void aDerivedIdDependsOnMeaningAndNotOnSpelling() {
        String id = Rule.derivedId(Expression.condition("size>5 and kind='x'", SCHEMA), "queue");

        assertThat(Rule.derivedId(Expression.condition("size > 5 AND kind = 'x'", SCHEMA), "queue"))
                .isEqualTo(id);
        assertThat(Rule.derivedId(Expression.condition("size > 6 AND kind = 'x'", SCHEMA), "queue"))
                .isNotEqualTo(id);
        assertThat(Rule.derivedId(Expression.condition("size > 5 AND kind = 'x'", SCHEMA), "drop"))
                .isNotEqualTo(id);
    }
}
