package dev.tenet.rules.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tenet.rules.expression.ExpressionExplanation.Read;
import dev.tenet.rules.expression.ExpressionExplanation.State;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpressionTest {

    private static final FactSchema SCHEMA = FactSchema.builder()
            .fact("priority", FactType.LONG)
            .fact("load", FactType.DOUBLE)
            .fact("status", FactType.STRING)
            .fact("token", FactType.STRING)
            .sensitive("token")
            .fact("task", FactType.MAP)
            .shape(
                    "inputs",
                    FactSchema.builder()
                            .fact("title", FactType.STRING)
                            .fact("count", FactType.LONG)
                            .fact("secret", FactType.STRING)
                            .sensitive("secret")
                            .build())
            .build();

    @Test
    void aRuleMatchesOnTrueOnly() {
        Expression condition = Expression.condition("priority >= 5", SCHEMA);
        assertThat(condition.matches(Facts.of(Map.of("priority", 5)))).isTrue();
        assertThat(condition.matches(Facts.of(Map.of("priority", 4)))).isFalse();
        assertThat(condition.matches(Facts.of(Map.of()))).isFalse();
        assertThat(condition.test(Facts.of(Map.of()))).isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void theNumberThatStandsForNullInsideIsAnOrdinaryNumberOutside() {
        long marker = 0x9E37_79B9_7F4A_7C15L;
        Expression same = Expression.condition("priority = " + marker + " AND priority IS NOT NULL", SCHEMA);
        assertThat(same.matches(Facts.of(Map.of("priority", marker)))).isTrue();
        assertThat(same.matches(SCHEMA.facts().put("priority", marker).build())).isTrue();
        Expression nan = Expression.condition("load IS NULL OR load = load", SCHEMA);
        assertThat(nan.test(Facts.of(Map.of("load", Double.NaN)))).isEqualTo(Truth.FALSE);
        assertThat(nan.test(SCHEMA.facts().put("load", Double.NaN).build())).isEqualTo(Truth.FALSE);
        assertThat(nan.test(SCHEMA.facts().build())).isEqualTo(Truth.TRUE);
    }

    @Test
    void hostsMayGiveAnyNumberEnumsAndDates() {
        Map<String, Object> facts = new HashMap<>();
        facts.put("small", (short) 5);
        facts.put("big", BigInteger.TEN);
        facts.put("decimal", new BigDecimal("1.5"));
        facts.put("single", 2.5f);
        facts.put("level", State.MISSING);
        facts.put("date", OffsetDateTime.parse("2026-01-31T12:00:00+02:00"));
        assertThat(Expression.condition(
                                "small = 5 AND big = 10 AND decimal = 1.5 AND single = 2.5 AND level = 'MISSING'"
                                        + " AND level IN ('MISSING') AND date = TIMESTAMP '2026-01-31 10:00:00'",
                                FactSchema.open())
                        .matches(Facts.of(facts)))
                .isTrue();
    }

    @Test
    void whatNoExpressionCanReadIsAnError() {
        for (Object foreign : List.of(new Object(), new int[0], 'c', BigInteger.ONE.shiftLeft(64))) {
            assertThatExceptionOfType(EvaluationException.class)
                    .isThrownBy(() -> Expression.compile("a = 1", FactSchema.open()).test(Facts.of(Map.of("a", foreign))))
                    .withMessageContaining("cannot evaluate \"a = 1\": \"a\" at offset 0: got");
        }
    }

    @Test
    void anErrorNamesExpressionPlaceAndValue() {
        assertThatExceptionOfType(EvaluationException.class)
                .isThrownBy(() -> Expression.compile("1 = 1 AND task.size > 5", SCHEMA)
                        .test(Facts.of(Map.of("task", Map.of("size", "big")))))
                .satisfies(e -> {
                    assertThat(e.expression()).isEqualTo("1 = 1 AND task.size > 5");
                    assertThat(e.offset()).isEqualTo(10);
                    assertThat(e.length()).isEqualTo(13);
                    assertThat(e.problem())
                            .isEqualTo("got the text 'big' and the number 5, want values of one type");
                });
    }

    @Test
    void valuesHaveTheTypesOfTheirJavaForm() {
        Facts facts = Facts.of(Map.of("i", 5, "m", Map.of("k", List.of(1))));
        assertThat(Expression.compile("i", FactSchema.open()).evaluate(facts)).contains(5L);
        assertThat(Expression.compile("i + 0.5", FactSchema.open()).evaluate(facts)).contains(5.5);
        assertThat(Expression.compile("m", FactSchema.open()).evaluate(facts)).contains(Map.of("k", List.of(1)));
        assertThat(Expression.compile("m.k[0]", FactSchema.open()).evaluate(facts)).contains(1L);
        assertThat(Expression.compile("m.k[1]", FactSchema.open()).evaluate(facts)).isEmpty();
        assertThat(Expression.compile("i * 1m", FactSchema.open()).evaluate(facts)).contains(Duration.ofMinutes(5));
        assertThat(Expression.compile("i + 1", FactSchema.open()).evaluateDouble(facts)).isEqualTo(6.0);
    }

    @Test
    void theClockIsTheHosts() {
        Expression now = Expression.compile("now()", SCHEMA);
        assertThat(now.isConstant()).isFalse();
        assertThat(now.evaluate(Facts.of(Map.of()).at(InstantSource.fixed(Instant.EPOCH)))).contains(Instant.EPOCH);
        assertThatExceptionOfType(EvaluationException.class)
                .isThrownBy(() -> now.evaluate(Facts.of(Map.of())))
                .withMessageContaining("no clock");
    }

    @Test
    void declaredShapesAreTypedThroughTheirPaths() {
        assertThat(Expression.compile("inputs.count", SCHEMA).type()).isEqualTo(FactType.LONG);
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Expression.condition("inputs.title = 5", SCHEMA));
        Facts facts = Facts.of(Map.of("inputs", Map.of("count", 3, "title", "x")));
        assertThat(Expression.condition("inputs.count + 1 = 4 AND inputs['title'] = 'x'", SCHEMA)
                        .matches(facts))
                .isTrue();
        assertThatExceptionOfType(EvaluationException.class)
                .isThrownBy(() -> Expression.compile("inputs.count > 1", SCHEMA)
                        .test(Facts.of(Map.of("inputs", Map.of("count", "many")))));
    }

    @Test
    void anExplanationShowsWhatWasReadAndWhatWasMissing() {
        Map<String, Object> facts = new HashMap<>(Map.of("priority", 7));
        facts.put("status", null);
        ExpressionExplanation explanation = Expression.condition(
                        "priority > 5 AND status = 'x' AND task.owner = 'me'", SCHEMA)
                .explain(Facts.of(facts));
        assertThat(explanation.value()).isEmpty();
        assertThat(explanation.isUnknownByMissingFact()).isTrue();
        assertThat(explanation.reads())
                .containsExactly(
                        new Read("priority", State.PRESENT, "7"),
                        new Read("status", State.NULL, "NULL"),
                        new Read("task.owner", State.MISSING, "NULL"));
        ExpressionExplanation failed =
                Expression.compile("task.size > 5", SCHEMA).explain(Facts.of(Map.of("task", Map.of("size", "x"))));
        assertThat(failed.failure()).hasValueSatisfying(it -> assertThat(it).contains("want values of one type"));
    }

    @Test
    void sensitiveValuesAreShownNowhere() {
        Facts facts = Facts.of(Map.of(
                "token", "hunter2", "task", Map.of("n", 3), "inputs", Map.of("secret", "hunter2", "title", "open")));
        for (String text : List.of(
                "token", "lower(token)", "inputs.secret", "inputs", "token = task.n", "task[token]", "inputs.secret = 'a'")) {
            assertThat(Expression.compile(text, SCHEMA).explain(facts).toString())
                    .as(text)
                    .doesNotContain("hunter2");
        }
        assertThatExceptionOfType(EvaluationException.class)
                .isThrownBy(() -> Expression.compile("token < task.n", SCHEMA).test(facts))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
        assertThat(Expression.compile("inputs.title", SCHEMA).explain(facts).toString()).contains("open");
    }

    @Test
    void slotsTakeDeclaredNamesAndTypesOnly() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SCHEMA.facts().put("priorty", 5))
                .withMessageContaining("did you mean \"priority\"?");
        assertThatIllegalArgumentException().isThrownBy(() -> SCHEMA.facts().put("priority", "high"));
        assertThatIllegalArgumentException().isThrownBy(() -> SCHEMA.facts().put("priority", 1.5));
        Facts other = FactSchema.builder().fact("x", FactType.LONG).build().facts().build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Expression.compile("priority > 1", SCHEMA).test(other));
    }

    @Test
    void factsBuiltAreNotChangedByBuildingOn() {
        Facts.Builder builder = SCHEMA.facts().put("priority", 1);
        Facts first = builder.build();
        builder.put("priority", 2).put("priority", (Object) null);
        assertThat(first.value("priority")).isEqualTo(Optional.of(1L));
        assertThat(builder.build().value("priority")).isEmpty();
    }

    @Test
    void longChainsAndPathsAreNotDeep() {
        String chain = String.join("&&", Collections.nCopies(3_300, "p"));
        Map<String, Object> facts = Map.of("p", true);
        assertThat(Expression.condition(chain, FactSchema.open()).matches(Facts.of(facts))).isTrue();
        String path = String.join(".", Collections.nCopies(5_000, "a"));
        assertThat(Expression.compile(path, FactSchema.open()).evaluate(Facts.of(Map.of()))).isEmpty();
    }

    @Test
    void nothingOverflowsTheStack() {
        for (String deep : List.of("(", "NOT ", "!", "-", "a[", "abs(", "${", "a=(", "1+(", "a IN (")) {
            String text = deep.repeat(Expression.MAX_LENGTH / deep.length());
            assertThatExceptionOfType(ExpressionException.class)
                    .isThrownBy(() -> Expression.compile(text, FactSchema.open()))
                    .satisfies(e -> assertThat(e.diagnostics().get(0).code()).isEqualTo("too-deep"));
        }
        for (String deep : List.of("+1", " IS NULL", "*1")) {
            String text = "a" + deep.repeat(1_000);
            assertThatExceptionOfType(ExpressionException.class)
                    .isThrownBy(() -> Expression.compile(text, FactSchema.open()))
                    .satisfies(e -> assertThat(e.diagnostics().get(0).code()).isEqualTo("too-deep"));
        }
    }

    @Test
    void patternsThatWouldFillTheMemoryAreRefused() {
        for (String pattern : List.of(
                "((a{1000}){1000}){1000}", "(?:(?:[x]{100}){100}){100}", "((a{99}b){99})?{0,99}", "(a|b{1000}){999}")) {
            assertThatExceptionOfType(ExpressionException.class)
                    .isThrownBy(() -> Expression.compile("matches(a, '" + pattern + "')", FactSchema.open()))
                    .satisfies(e -> assertThat(e.diagnostics().get(0).code()).isEqualTo("bad-pattern"));
        }
        assertThat(Expression.condition("matches(a, '[]{9999}]{2}x\\{3}(y{1000})*')", FactSchema.open())
                        .matches(Facts.of(Map.of("a", "]9x{3}"))))
                .isTrue();
    }

    @Test
    void printsOneSpelling() {
        assertThat(Expression.compile("((a)) == 1 && !(b != 2) || c is not null", FactSchema.open()))
                .hasToString("a = 1 AND NOT (b <> 2) OR c IS NOT NULL");
        assertThat(Expression.compile("${a.b} > ${c[d.e].f}", FactSchema.open()).references())
                .containsExactly("a.b", "c[d.e].f", "d.e");
    }

    @Test
    void constantsAreFolded() {
        assertThat(Expression.compile("1 + 1 = 2 OR priority > 3", SCHEMA).isConstant()).isTrue();
        assertThat(Expression.compile("FALSE AND priority > 3", SCHEMA).isConstant()).isTrue();
        assertThat(Expression.compile("priority > 3 AND FALSE", SCHEMA).isConstant()).isFalse();
    }
}
