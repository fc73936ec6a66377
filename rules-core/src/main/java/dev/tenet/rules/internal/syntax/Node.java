package dev.tenet.rules.internal.syntax;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A part of an expression, with its place in the text: {@code start} inclusive, {@code end} exclusive. */
public sealed interface Node {

    /** Where this part begins in the text. */
    int start();

    /** Where this part ends in the text. */
    int end();

    /** NULL, Boolean, Long, Double, String, Instant or Duration. A minus before a number belongs to the number. */
    record Literal(@Nullable Object value, int start, int end) implements Node {}

    /** A fact, or what is found by walking into it. */
    record Path(String name, List<Step> steps, int start, int end) implements Node {

        /** Where the name of the fact ends. */
        public int nameEnd() {
            return start + name.length();
        }
    }

    /** One step into a map or a list. */
    sealed interface Step {
        /** Where this step begins in the text. */
        int start();

        /** Where this step ends in the text. */
        int end();

        /** The name that it asks a map for; empty when that is known only when evaluated, or is no text. */
        Optional<String> key();

        /** {@code .name}. */
        record Field(String name, int start, int end) implements Step {
            @Override
            public Optional<String> key() {
                return Optional.of(name);
            }
        }

        /** {@code [index]}. */
        record Index(Node index, int start, int end) implements Step {
            @Override
            public Optional<String> key() {
                return index instanceof Literal literal && literal.value() instanceof String text
                        ? Optional.of(text)
                        : Optional.empty();
            }
        }
    }

    /** A function and its arguments; the name is in lower case. */
    record Call(String function, List<Node> arguments, int start, int end) implements Node {}

    /** {@code -operand}. */
    record Negate(Node operand, int start, int end) implements Node {}

    /** Addition, subtraction, multiplication, division, remainder. */
    record Arithmetic(ArithmeticOperator operator, Node left, Node right, int start, int end) implements Node {}

    /** {@code left operator right}. */
    record Compare(ComparisonOperator operator, Node left, Node right, int start, int end) implements Node {}

    /** {@code operand [NOT] BETWEEN low AND high}, both ends included. */
    record Between(Node operand, Node low, Node high, boolean negated, int start, int end) implements Node {}

    /** {@code operand [NOT] IN (items)}; there is at least one item. */
    record In(Node operand, List<Node> items, boolean negated, int start, int end) implements Node {}

    /** {@code operand [NOT] LIKE pattern [ESCAPE escape]}. */
    record Like(Node operand, Node pattern, Optional<Node> escape, boolean negated, int start, int end)
            implements Node {}

    /** {@code operand IS [NOT] NULL | TRUE | FALSE | UNKNOWN}. */
    record Is(Node operand, Test test, boolean negated, int start, int end) implements Node {}

    /** What {@code IS} asks. */
    enum Test {
        /** The operand is NULL. */
        NULL,
        /** The condition is TRUE. */
        TRUE,
        /** The condition is FALSE. */
        FALSE,
        /** The condition is UNKNOWN. */
        UNKNOWN
    }

    /** {@code NOT operand}. */
    record Not(Node operand, int start, int end) implements Node {}

    /** Two or more conditions that must all hold. One node for a whole chain, so that long chains are not deep. */
    record And(List<Node> terms, int start, int end) implements Node {}

    /** Two or more conditions of which one must hold. */
    record Or(List<Node> terms, int start, int end) implements Node {}

    /** Text and expressions in turn, to be joined; text parts are String literals. */
    record Template(List<Node> parts, int start, int end) implements Node {}

    /** An arithmetic operator. */
    enum ArithmeticOperator {
        /** Sum. */
        ADD("+"),
        /** Difference. */
        SUBTRACT("-"),
        /** Product. */
        MULTIPLY("*"),
        /** Quotient. */
        DIVIDE("/"),
        /** Remainder. */
        REMAINDER("%");

        private final String symbol;

        ArithmeticOperator(String symbol) {
            this.symbol = symbol;
        }

        /** As it is written. */
        public String symbol() {
            return symbol;
        }
    }

    /** A comparison operator. */
    enum ComparisonOperator {
        /** Equal. */
        EQUAL("="),
        /** Not equal. */
        NOT_EQUAL("<>"),
        /** Less. */
        LESS("<"),
        /** Less or equal. */
        LESS_EQUAL("<="),
        /** Greater. */
        GREATER(">"),
        /** Greater or equal. */
        GREATER_EQUAL(">=");

        private final String symbol;

        ComparisonOperator(String symbol) {
            this.symbol = symbol;
        }

        /** As it is written. */
        public String symbol() {
            return symbol;
        }

        /** The operator that says the same with the operands swapped. */
        public ComparisonOperator mirrored() {
            return switch (this) {
                case EQUAL, NOT_EQUAL -> this;
                case LESS -> GREATER;
                case LESS_EQUAL -> GREATER_EQUAL;
                case GREATER -> LESS;
                case GREATER_EQUAL -> LESS_EQUAL;
            };
        }

        /** Whether it asks for equality only, not for an order. */
        public boolean isEquality() {
            return this == EQUAL || this == NOT_EQUAL;
        }
    }
}
