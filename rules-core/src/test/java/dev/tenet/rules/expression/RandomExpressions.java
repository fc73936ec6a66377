package dev.tenet.rules.expression;

import dev.tenet.rules.internal.syntax.Node;
import dev.tenet.rules.internal.syntax.Node.ArithmeticOperator;
import dev.tenet.rules.internal.syntax.Node.ComparisonOperator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Well-typed random trees over the facts of {@link #SCHEMA}, and random facts for them. */
final class RandomExpressions {

    static final FactSchema SCHEMA = FactSchema.builder()
            .fact("a", FactType.LONG)
            .fact("b", FactType.LONG)
            .fact("x", FactType.DOUBLE)
            .fact("y", FactType.DOUBLE)
            .fact("s", FactType.STRING)
            .fact("t", FactType.STRING)
            .fact("p", FactType.BOOLEAN)
            .fact("q", FactType.BOOLEAN)
            .build();

    private static final List<String> TEXTS = List.of("", "a", "b", "ab", "it''s".replace("''", "'"), "A%b_", "ba");

    private final Random random;
    /** Leaves out what another database need not agree on: division, errors, functions. */
    private final boolean plain;

    RandomExpressions(Random random, boolean plain) {
        this.random = random;
        this.plain = plain;
    }

    Map<String, Object> facts(boolean wrongTypes) {
        Map<String, Object> facts = new HashMap<>();
        for (FactSchema.Fact fact : SCHEMA.declared()) {
            if (random.nextInt(4) > 0) {
                FactType type = wrongTypes && random.nextInt(5) == 0
                        ? FactType.values()[random.nextInt(4)]
                        : fact.type();
                facts.put(fact.name(), value(type, wrongTypes));
            } else if (random.nextBoolean()) {
                facts.put(fact.name(), null);
            }
        }
        return facts;
    }

    private Object value(FactType type, boolean anyNumber) {
        return switch (type) {
            case LONG -> plain || random.nextInt(8) > 0
                    ? random.nextBoolean() ? (Object) (random.nextInt(7) - 3) : (Object) (random.nextInt(7) - 3L)
                    : (Object) extreme();
            case DOUBLE -> anyNumber && random.nextBoolean() ? (Object) 1 : (Object) ((random.nextInt(17) - 8) * 0.25);
            case BOOLEAN -> random.nextBoolean();
            default -> TEXTS.get(random.nextInt(TEXTS.size()));
        };
    }

    private long extreme() {
        // The second is the number that compiled code uses for NULL.
        return List.of(Long.MAX_VALUE, 0x9E37_79B9_7F4A_7C15L, Long.MIN_VALUE).get(random.nextInt(3));
    }

    Node condition(int depth) {
        int choice = random.nextInt(depth <= 0 ? 3 : 13);
        return switch (choice) {
            case 0 -> path(random.nextBoolean() ? "p" : "q");
            case 1 -> random.nextInt(4) == 0
                    ? new Node.Literal(random.nextInt(3) == 0 ? null : (Object) random.nextBoolean(), 0, 0)
                    : comparison(0);
            case 2, 3, 4 -> comparison(depth - 1);
            case 5 -> new Node.Not(condition(depth - 1), 0, 0);
            case 6, 7 -> new Node.And(conditions(depth), 0, 0);
            case 8 -> new Node.Or(conditions(depth), 0, 0);
            case 9 -> between(depth - 1);
            case 10 -> in(depth - 1);
            case 11 -> new Node.Like(
                    text(depth - 1),
                    literal(List.of("a%", "%", "_", "%b", "", "a_", "%a%b%", "A!%b!_").get(random.nextInt(8))),
                    random.nextBoolean() ? Optional.of(literal("!")) : Optional.empty(),
                    random.nextBoolean(),
                    0,
                    0);
            default -> is(depth - 1);
        };
    }

    private List<Node> conditions(int depth) {
        List<Node> terms = new ArrayList<>();
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            terms.add(condition(depth - 1));
        }
        return terms;
    }

    private Node comparison(int depth) {
        ComparisonOperator operator = ComparisonOperator.values()[random.nextInt(6)];
        return switch (random.nextInt(5)) {
            case 0 -> new Node.Compare(operator, text(depth), text(depth), 0, 0);
            case 1 -> new Node.Compare(
                    random.nextBoolean() ? ComparisonOperator.EQUAL : ComparisonOperator.NOT_EQUAL,
                    path("p"),
                    random.nextBoolean() ? path("q") : literal(true),
                    0,
                    0);
            default -> new Node.Compare(operator, number(depth), number(depth), 0, 0);
        };
    }

    private Node between(int depth) {
        return random.nextBoolean()
                ? new Node.Between(number(depth), number(0), number(0), random.nextBoolean(), 0, 0)
                : new Node.Between(text(depth), text(0), text(0), random.nextBoolean(), 0, 0);
    }

    private Node in(int depth) {
        boolean texts = random.nextBoolean();
        List<Node> items = new ArrayList<>();
        int count = 1 + random.nextInt(7);
        boolean constants = random.nextBoolean();
        for (int i = 0; i < count; i++) {
            items.add(
                    texts
                            ? constants ? literal(TEXTS.get(random.nextInt(TEXTS.size()))) : text(0)
                            : constants ? literal((long) random.nextInt(9) - 4) : number(0));
        }
        return new Node.In(texts ? text(depth) : number(depth), items, random.nextBoolean(), 0, 0);
    }

    private Node is(int depth) {
        Node.Test test = Node.Test.values()[random.nextInt(4)];
        Node operand = test == Node.Test.NULL && random.nextBoolean() ? number(depth) : condition(depth);
        return new Node.Is(operand, test, random.nextBoolean(), 0, 0);
    }

    private Node number(int depth) {
        int choice = random.nextInt(depth <= 0 ? 6 : plain ? 9 : 13);
        return switch (choice) {
            case 0, 1 -> path(random.nextBoolean() ? "a" : "b");
            case 2, 3 -> path(random.nextBoolean() ? "x" : "y");
            case 4 -> literal((long) random.nextInt(9) - 4);
            case 5 -> literal((random.nextInt(17) - 8) * 0.25);
            case 6, 7 -> new Node.Arithmetic(
                    ArithmeticOperator.values()[random.nextInt(plain ? 3 : 5)], number(depth - 1), number(0), 0, 0);
            case 8 -> new Node.Negate(path(random.nextBoolean() ? "a" : "x"), 0, 0);
            case 9 -> call("coalesce", number(depth - 1), number(0), number(0));
            case 10 -> call(random.nextBoolean() ? "min" : "max", number(depth - 1), number(0));
            case 11 -> call(List.of("abs", "round", "floor", "ceil").get(random.nextInt(4)), number(depth - 1));
            default -> call("length", text(depth - 1));
        };
    }

    private Node text(int depth) {
        int choice = random.nextInt(depth <= 0 || plain ? 3 : 6);
        return switch (choice) {
            case 0, 1 -> path(random.nextBoolean() ? "s" : "t");
            case 2 -> literal(TEXTS.get(random.nextInt(TEXTS.size())));
            case 3 -> call("upper", text(depth - 1));
            case 4 -> call("lower", text(depth - 1));
            default -> call("coalesce", text(depth - 1), text(0));
        };
    }

    /** A tree of any form, types disregarded, for what only concerns the syntax. */
    Node anything(int depth) {
        return switch (random.nextInt(depth <= 0 ? 3 : 10)) {
            case 0 -> path("a");
            case 1 -> literal(List.<Object>of(
                            0L,
                            -5L,
                            Long.MIN_VALUE,
                            -0.0,
                            1e300,
                            "it's",
                            true,
                            Instant.parse("2026-01-31T10:00:00.5Z"),
                            Duration.ofMinutes(-90),
                            Duration.ofSeconds(1, 1),
                            Duration.ofMillis(1500),
                            Duration.ofDays(3))
                    .get(random.nextInt(12)));
            case 2 -> new Node.Path(
                    "steps",
                    List.of(
                            new Node.Step.Field("in", 0, 0),
                            new Node.Step.Index(depth <= 0 ? literal("k") : anything(depth - 1), 0, 0)),
                    0,
                    0);
            case 3 -> new Node.Negate(anyOf(depth), 0, 0);
            case 4 -> new Node.Compare(ComparisonOperator.LESS, anyOf(depth), anyOf(depth), 0, 0);
            case 5 -> new Node.Arithmetic(
                    ArithmeticOperator.values()[random.nextInt(5)], anyOf(depth), anyOf(depth), 0, 0);
            case 6 -> new Node.Is(anyOf(depth), Node.Test.UNKNOWN, random.nextBoolean(), 0, 0);
            case 7 -> new Node.Between(anyOf(depth), anyOf(depth), anyOf(depth), random.nextBoolean(), 0, 0);
            case 8 -> call("coalesce", anyOf(depth), anyOf(depth));
            default -> condition(depth);
        };
    }

    private Node anyOf(int depth) {
        Node node = anything(depth - 1);
        // The parser gives a number its sign, so a minus before a positive one is no tree of its own.
        return node;
    }

    private static Node path(String name) {
        return new Node.Path(name, List.of(), 0, 0);
    }

    private static Node literal(@Nullable Object value) {
        return new Node.Literal(value, 0, 0);
    }

    private static Node call(String function, Node... arguments) {
        return new Node.Call(function, List.of(arguments), 0, 0);
    }
}
