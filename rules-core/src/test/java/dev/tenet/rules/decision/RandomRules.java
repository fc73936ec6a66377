package dev.tenet.rules.decision;

import dev.tenet.rules.SourceLocation;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.expression.Facts;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Tables whose conditions mix everything that an index can use with everything that it must leave alone. */
final class RandomRules {
    static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

    static final FactSchema CLOSED = FactSchema.builder()
            .fact("a", FactType.STRING)
            .fact("b", FactType.STRING)
            .fact("n", FactType.LONG)
            .fact("m", FactType.LONG)
            .fact("x", FactType.DOUBLE)
            .fact("t", FactType.TIMESTAMP)
            .fact("d", FactType.DURATION)
            .fact("p", FactType.BOOLEAN)
            .fact("any", FactType.ANY)
            .build();

    private static final Map<String, List<String>> CONSTANTS = Map.of(
            "a", List.of("'x'", "'y'", "'z'", "'NEW'", "''", "'xx'", "'Aa'"), // Aa, BB and C# have one hash
            "b", List.of("'x'", "'y'", "'Aa'", "'BB'"),
            "n", List.of("0", "1", "2", "3", "4", "2.5", "3.0", "-1", "9223372036854775807"),
            "m", List.of("0", "5", "10", "15"),
            "x", List.of("0", "-0.0", "0.5", "1", "1.5", "3"),
            "t",
                    List.of(
                            "TIMESTAMP '2026-01-01'",
                            "TIMESTAMP '2026-01-02'",
                            "TIMESTAMP '2026-01-02T00:00:00.000000001Z'"),
            "d", List.of("1m", "1h", "2h"),
            "p", List.of("TRUE", "FALSE"),
            "any", List.of("'x'", "'y'", "1", "2.5", "TRUE"));

    private static final Map<String, List<Object>> VALUES = Map.of(
            "a", List.of("x", "y", "z", "w", "NEW", "", "xx", "x\0", "Aa", "BB"),
            "b", List.of("x", "y", "z", "w", "BB", "C#"),
            "n", List.of(0L, 1L, 2L, 3L, 4L, 5L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, 0x9E37_79B9_7F4A_7C15L),
            "m", List.of(0L, 4L, 5L, 7L, 10L, 20L),
            "x", List.of(0.0, -0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, Double.NaN, Double.POSITIVE_INFINITY),
            "t",
                    List.of(
                            Instant.parse("2026-01-01T00:00:00Z"),
                            Instant.parse("2026-01-02T00:00:00Z"),
                            Instant.parse("2026-01-02T00:00:00.000000001Z"),
                            Instant.MAX),
            "d", List.of(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofHours(2), Duration.ZERO),
            "p", List.of(true, false),
            "any", List.of("x", "y", 1L, 2.5, true, List.of()));

    /** What maps of hosts also hold; most of it is of a wrong type most of the time. */
    private static final List<Object> STRANGE = List.of(
            "x", 1, (short) 2, 2.5f, true, Thread.State.NEW, OffsetDateTime.parse("2026-01-02T00:00:00Z"), List.of(1));

    private static final List<String> NAMES = List.of("a", "a", "a", "b", "b", "n", "n", "n", "m", "x", "t", "d", "p");
    private static final List<String> OTHERS = List.of(
            "a = b",
            "n < x",
            "a LIKE 'x%'",
            "n < 3 OR m > 4",
            "p IS TRUE",
            "TRUE",
            "TRUE",
            "FALSE",
            "10 / n > 2",
            "10 / n > 2",
            "m + 9223372036854775807 > 0",
            "any = 'x'",
            "any = 'y'",
            "any > 1",
            "any IN ('x', 'y')",
            "any",
            "any IS NULL",
            "n - 2 > 0");

    private final Random random;
    private final FactSchema schema;
    private final Map<String, Expression> compiled;

    RandomRules(Random random, FactSchema schema, Map<String, Expression> compiled) {
        this.random = random;
        this.schema = schema;
        this.compiled = compiled;
    }

    List<Rule<Integer>> rules(int most) {
        List<Rule<Integer>> rules = new ArrayList<>();
        int count = random.nextInt(most);
        // Some tables can throw nowhere and some nearly everywhere.
        int others = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(40);
        for (int i = 0; i < count; i++) {
            Expression condition =
                    compiled.computeIfAbsent(condition(others), text -> Expression.condition(text, schema));
            rules.add(new Rule<>(
                    "r" + i,
                    condition,
                    i,
                    random.nextInt(3),
                    random.nextInt(12) == 0 ? Rule.State.DISABLED : Rule.State.ENABLED,
                    random.nextInt(8) > 0
                            ? Effective.ALWAYS
                            : random.nextBoolean()
                                    ? new Effective(NOW, Instant.MAX)
                                    : new Effective(Instant.MIN, NOW.minusSeconds(1)),
                    new SourceLocation("base", "rules.yaml", i + 1, 1)));
        }
        return rules;
    }

    private String condition(int others) {
        StringBuilder condition = new StringBuilder(term(others));
        for (int more = random.nextInt(3); more > 0; more--) {
            condition.append(" AND ").append(term(others));
        }
        return condition.toString();
    }

    private String term(int others) {
        if (random.nextInt(100) < others) {
            return "(" + pick(OTHERS) + ")";
        }
        String fact = pick(NAMES);
        String low = pick(CONSTANTS.get(fact));
        String high = pick(CONSTANTS.get(fact));
        return switch (random.nextInt(12)) {
            case 0 -> fact + " IN (" + low + ", " + high + ")";
            case 1 -> fact + " NOT IN (" + low + ")";
            case 2 -> fact + (random.nextBoolean() ? " IS NULL" : " IS NOT NULL");
            case 3 -> fact.equals("p") ? "NOT p" : fact + pick(List.of(" > ", " <= ")) + low;
            case 4 -> fact.equals("p") ? "p" : "(" + fact + " >= " + low + " AND " + fact + " < " + high + ")";
            case 5 -> fact.equals("p") ? "p <> TRUE" : "NOT (" + fact + " > " + low + ")";
            case 6, 7, 8 -> fact.equals("p") ? "p" : fact + " BETWEEN " + low + " AND " + high;
            case 9 -> low + " = " + fact;
            default -> fact + " = " + low;
        };
    }

    /** Facts of the declared types, in slots. */
    Facts slots() {
        Facts.Builder facts = CLOSED.facts();
        VALUES.forEach((name, some) -> {
            if (random.nextInt(6) > 0) {
                facts.put(name, pick(some));
            }
        });
        return facts.build();
    }

    /** Facts in a map, now and then of a strange type. */
    Facts view() {
        Map<String, Object> facts = new HashMap<>();
        boolean strange = random.nextInt(4) == 0;
        VALUES.forEach((name, some) -> {
            int choice = random.nextInt(12);
            if (choice == 0) {
                facts.put(name, null);
            } else if (choice > 1) {
                facts.put(name, strange && choice == 2 ? pick(STRANGE) : pick(some));
            }
        });
        return Facts.of(facts);
    }

    private <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
