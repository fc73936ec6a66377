package dev.tenet.rules.internal.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.expression.EvaluationException;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.expression.Facts;
import dev.tenet.rules.expression.Truth;
import dev.tenet.rules.internal.compile.FactTests.Term;
import dev.tenet.rules.internal.syntax.Node;
import dev.tenet.rules.internal.syntax.Printer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The terms of a condition say the same as the condition, and each test the same as its term. */
class FactTestsProperties {
    private static final FactSchema SCHEMA = FactSchema.builder()
            .fact("n", FactType.LONG)
            .fact("x", FactType.DOUBLE)
            .fact("s", FactType.STRING)
            .fact("p", FactType.BOOLEAN)
            .fact("t", FactType.TIMESTAMP)
            .fact("d", FactType.DURATION)
            .fact("any", FactType.ANY)
            .build();

    private static final List<String> NAMES = List.of("n", "n", "x", "x", "s", "p", "t", "d", "any");
    private static final Map<String, List<String>> CONSTANTS = Map.of(
            "n",
            List.of(
                    "0",
                    "1",
                    "-2",
                    "60 * 5",
                    "2.5",
                    "1.0",
                    "9007199254740992.0",
                    "9007199254740993",
                    "9.3e18",
                    "-1e300",
                    "9223372036854775807",
                    "9223372036854775808.0",
                    "-9223372036854775808.0"),
            "x",
            List.of("0", "-0.0", "1", "2.5", "-1e300", "9007199254740993", "5 / 2.0"),
            "s",
            List.of("'a'", "'b'", "''", "lower('A')"),
            "p",
            List.of("TRUE", "FALSE"),
            "t",
            List.of("TIMESTAMP '2026-01-01'", "TIMESTAMP '2026-01-02'"),
            "d",
            List.of("INTERVAL '5' MINUTE", "1h"),
            "any",
            List.of("0", "2.5", "'a'", "TRUE", "1h", "9007199254740993"));

    private static final Map<String, List<Object>> VALUES = Map.of(
            "n",
            List.of(
                    0L,
                    1,
                    -2L,
                    2L,
                    3L,
                    300L,
                    9007199254740992L,
                    9007199254740993L,
                    9007199254740994L,
                    Long.MAX_VALUE,
                    Long.MAX_VALUE - 600,
                    Long.MIN_VALUE),
            "x",
            List.of(0.0, -0.0, 1, 2.5, Double.NaN, Double.NEGATIVE_INFINITY, 9007199254740992.0, 9007199254740993L),
            "s",
            List.of("a", "b", "", "c"),
            "p",
            List.of(true, false),
            "t",
            List.of(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-01T12:00:00Z")),
            "d",
            List.of(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ZERO),
            "any",
            List.of(0, 2.5, "a", "b", true, Duration.ofHours(1), 9007199254740993L));

    @Property(tries = 20_000)
    void theTermsOfAConditionSayWhatItSays(@ForAll Random random) {
        String text = condition(random, 2);
        Program condition = Program.condition(text, SCHEMA);
        List<Term> terms = FactTests.of(condition.syntax(), SCHEMA);
        Map<String, Object> values = values(random);
        Facts facts = Facts.of(values);

        assertThat(outcome(() -> conjunction(terms, facts)))
                .as("%s of %s", text, values)
                .isEqualTo(outcome(() -> condition.test(facts)));
        for (Term term : terms) {
            Object written = outcome(() -> program(term).test(facts));
            boolean dynamic =
                    term.test().filter(test -> test.fact().equals("any")).isPresent();
            if (term.total() && !dynamic) {
                assertThat(written).as("%s of %s", term, values).isInstanceOf(Truth.class);
            }
            if (term.test().isPresent() && written instanceof Truth) {
                assertThat(said(term.test().get(), values))
                        .as("%s of %s", term, values)
                        .isEqualTo(written);
            }
        }
    }

    @Example
    void simplePredicatesAreRecognised() {
        assertThat(terms("s IN ('a','b') AND n BETWEEN 1 AND 5 AND NOT (n = 3 OR p) AND (s = 'a' OR s = 'c')"))
                .hasSize(5)
                .allMatch(term -> term.test().isPresent() && term.total());
        assertThat(terms("10 / n > 1 AND s LIKE 'a%' AND 5 < n"))
                .extracting(Term::total)
                .containsExactly(false, true, true);
    }

    private static List<Term> terms(String condition) {
        return FactTests.of(Program.condition(condition, SCHEMA).syntax(), SCHEMA);
    }

    private static Truth conjunction(List<Term> terms, Facts facts) {
        Truth all = Truth.TRUE;
        for (Term term : terms) {
            Truth truth = program(term).test(facts);
            if (truth == Truth.FALSE) {
                return truth;
            }
            all = truth == Truth.UNKNOWN ? truth : all;
        }
        return all;
    }

    private static Expression program(Term term) {
        Node node = term.negated() ? new Node.Not(term.node(), 0, 0) : term.node();
        return Program.condition(Printer.print(node), SCHEMA);
    }

    private static Object outcome(Supplier<Truth> evaluation) {
        try {
            return evaluation.get();
        } catch (EvaluationException e) {
            return e.problem();
        }
    }

    private static Truth said(FactTest test, Map<String, Object> values) {
        Object value = values.get(test.fact());
        if (value == null) {
            return test instanceof FactTest.IsNull
                    ? Truth.TRUE
                    : test instanceof FactTest.IsNotNull ? Truth.FALSE : Truth.UNKNOWN;
        }
        Object plain = value;
        if (test.type() == FactType.DOUBLE) {
            plain = ((Number) value).doubleValue();
        } else if (test.type() == FactType.LONG) {
            plain = ((Number) value).longValue();
        }
        return test.holds(plain) ? Truth.TRUE : Truth.FALSE;
    }

    private static Map<String, Object> values(Random random) {
        Map<String, Object> values = new HashMap<>();
        VALUES.forEach((name, some) -> {
            if (random.nextInt(5) > 0) {
                values.put(name, pick(some, random));
            }
        });
        return values;
    }

    private static String condition(Random random, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return term(random);
        }
        String left = condition(random, depth - 1);
        return switch (random.nextInt(4)) {
            case 0 -> "NOT (" + left + ")";
            case 1 -> "(" + left + " OR " + condition(random, depth - 1) + ")";
            default -> "(" + left + " AND " + condition(random, depth - 1) + ")";
        };
    }

    private static String term(Random random) {
        String fact = pick(NAMES, random);
        String constant = pick(CONSTANTS.get(fact), random);
        boolean unordered = fact.equals("p") || constant.equals("TRUE");
        String operator = pick(unordered ? List.of("=", "<>") : List.of("=", "<>", "<", "<=", ">", ">="), random);
        String not = random.nextBoolean() ? "" : "NOT ";
        String other = fact.equals("any") ? constant : pick(CONSTANTS.get(fact), random);
        return switch (random.nextInt(9)) {
            case 0 -> fact + " IS " + not + "NULL";
            case 1 -> fact + " " + not + "IN (" + constant + ", " + other + ")";
            case 2 ->
                unordered
                        ? fact + " = " + constant + " OR " + fact + " = " + other
                        : fact + " " + not + "BETWEEN " + constant + " AND " + other;
            case 3 -> constant + " " + operator + " " + fact;
            case 4 ->
                pick(List.of("p", "any", "10 / n > 1", "s LIKE 'a%'", "length(s) > 0", "x = n", "p IS TRUE"), random);
            default -> fact + " " + operator + " " + constant;
        };
    }

    private static <T> T pick(List<T> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }
}
