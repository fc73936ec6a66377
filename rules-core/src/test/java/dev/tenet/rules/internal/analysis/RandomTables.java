package dev.tenet.rules.internal.analysis;

import dev.tenet.rules.SourceLocation;
import dev.tenet.rules.decision.Effective;
import dev.tenet.rules.decision.HitPolicy;
import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.decision.RuleTable;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.expression.Facts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Small random tables, and facts enough to stand for all facts where conditions test single facts. */
final class RandomTables {
    static final FactSchema SCHEMA = FactSchema.builder()
            .fact("a", FactType.LONG)
            .fact("x", FactType.DOUBLE)
            .fact("s", FactType.STRING)
            .fact("p", FactType.BOOLEAN)
            .fact("d", FactType.ANY)
            .build();

    private static final List<String> LONGS = List.of("1", "2", "4", "1.5", "2.0");
    private static final List<String> DOUBLES = List.of("1", "2.0", "-0.0");
    private static final List<String> TEXTS = List.of("'a'", "'b'", "'ab'");
    private static final List<String> OPERATORS = List.of("=", "<>", "<", "<=", ">", ">=");
    /** Everything that the analysis knows nothing of: other facts, errors, functions, dynamic types, the clock. */
    private static final List<String> OTHERS = List.of(
            "a > x",
            "a + 1 > 2",
            "a + 1 <= 2",
            "10 / a > 4",
            "s LIKE 'a%'",
            "s NOT LIKE 'a_'",
            "lower(s) = 'a'",
            "lower(s) IN ('b', 'a')",
            "d = 1",
            "d > 1.5",
            "d = 'a'",
            "d IS NULL",
            "d",
            "p = (a = 1)",
            "now() > TIMESTAMP '2026-03-01'",
            "a IN (x, 2)",
            "TRUE",
            "FALSE",
            "NULL",
            "1 > 2",
            "a > 9007199254740993.0",
            "coalesce(a, 1) = 1");

    private static final List<Instant> MOMENTS = List.of(
            Instant.parse("2025-06-01T00:00:00Z"),
            Instant.parse("2026-06-01T00:00:00Z"),
            Instant.parse("2027-06-01T00:00:00Z"));
    private static final List<Instant> BORDERS =
            List.of(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));

    private final Random random;
    private final boolean plain;

    /** Makes tables. {@code plain} ones have only tests of single facts of a declared type. */
    RandomTables(Random random, boolean plain) {
        this.random = random;
        this.plain = plain;
    }

    RuleTable<Integer> table(HitPolicy policy) {
        RuleTable.Builder<Integer> table = RuleTable.<Integer>builder(SCHEMA).hitPolicy(policy);
        int size = 1 + random.nextInt(7);
        for (int i = 0; i < size; i++) {
            table.add(new Rule<>(
                    "r" + i,
                    Expression.condition(condition(random.nextInt(3)), SCHEMA),
                    i,
                    random.nextInt(3),
                    random.nextInt(12) == 0 ? Rule.State.DISABLED : Rule.State.ENABLED,
                    random.nextInt(5) == 0 ? effective() : Effective.ALWAYS,
                    new SourceLocation("base", "rules.yaml", i + 1, 1)));
        }
        return table.build();
    }

    private Effective effective() {
        Instant border = one(BORDERS);
        return random.nextInt(3) == 0
                ? new Effective(BORDERS.get(0), BORDERS.get(1))
                : random.nextBoolean() ? new Effective(border, Instant.MAX) : new Effective(Instant.MIN, border);
    }

    String condition(int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(6)) {
            case 1, 2 -> '(' + joined(depth, " AND ") + ')';
            case 3 -> '(' + joined(depth, " OR ") + ')';
            case 4 -> "NOT (" + condition(depth - 1) + ')';
            case 5 ->
                '(' + condition(depth - 1) + ") IS " + (random.nextBoolean() ? "" : "NOT ")
                        + one(List.of("TRUE", "FALSE", "UNKNOWN", "NULL"));
            default -> atom();
        };
    }

    private String joined(int depth, String operator) {
        return random.ints(2 + random.nextInt(2), 0, 1)
                .mapToObj(any -> condition(depth - 1))
                .collect(Collectors.joining(operator));
    }

    private String atom() {
        if (!plain && random.nextInt(3) == 0) {
            return one(OTHERS);
        }
        return switch (random.nextInt(plain || random.nextBoolean() ? 5 : 4)) {
            case 0, 1 -> test("a", LONGS);
            case 2 -> test("s", TEXTS);
            case 3 -> test("x", DOUBLES);
            default -> one(List.of("p", "p = TRUE", "p <> TRUE", "p IS NULL", "p IS NOT TRUE", "NOT p"));
        };
    }

    private String test(String fact, List<String> constants) {
        return switch (random.nextInt(7)) {
            case 0 -> fact + " IN (" + one(constants) + ", " + one(constants) + ')';
            case 1 -> fact + " NOT IN (" + one(constants) + ", " + one(constants) + ')';
            case 2 ->
                fact + (random.nextBoolean() ? " BETWEEN " : " NOT BETWEEN ") + one(constants) + " AND "
                        + one(constants);
            case 3 -> fact + " IS " + (random.nextBoolean() ? "NULL" : "NOT NULL");
            case 4 -> one(constants) + ' ' + one(OPERATORS) + ' ' + fact;
            default -> fact + ' ' + one(OPERATORS) + ' ' + one(constants);
        };
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Each combination of values that tests of single facts can tell apart, at each moment that rules can. */
    static List<Facts> plainFacts() {
        return facts(Arrays.asList((Object) null));
    }

    /** The same with values of a dynamic fact. */
    static List<Facts> allFacts() {
        return facts(Arrays.asList(null, 1, "a", true));
    }

    private static List<Facts> facts(List<Object> dynamic) {
        List<Facts> all = new ArrayList<>();
        for (Object a : Arrays.asList(null, 0, 1L, 2, 3, 4L, 5)) {
            for (Object x : Arrays.asList(null, -1.0, -0.0, 0.5, 1, 1.5, 2.0, 3.0, Double.NaN)) {
                for (Object s : Arrays.asList(null, "", "a", "aa", "ab", "ac", "b", "c")) {
                    for (Object p : Arrays.asList(null, true, false)) {
                        for (Object d : dynamic) {
                            Map<String, Object> values = new HashMap<>();
                            values.put("a", a);
                            values.put("x", x);
                            values.put("s", s);
                            values.put("p", p);
                            values.put("d", d);
                            Facts facts = Facts.of(values);
                            MOMENTS.forEach(moment -> all.add(facts.at(InstantSource.fixed(moment))));
                        }
                    }
                }
            }
        }
        return List.copyOf(all);
    }
}
