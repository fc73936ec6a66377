package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.internal.compile.FactTest.Among;
import dev.tenet.rules.internal.compile.FactTest.Except;
import dev.tenet.rules.internal.compile.FactTest.IsNotNull;
import dev.tenet.rules.internal.compile.FactTest.IsNull;
import dev.tenet.rules.internal.compile.FactTest.Range;
import dev.tenet.rules.internal.syntax.Node;
import dev.tenet.rules.internal.syntax.Node.ComparisonOperator;
import dev.tenet.rules.internal.syntax.Node.Path;
import dev.tenet.rules.internal.syntax.Nodes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes a condition apart into the terms that must all hold, and recognises those that are a {@link FactTest}. */
public final class FactTests {

    private final FactSchema schema;
    private final List<Term> terms = new ArrayList<>();

    private FactTests(FactSchema schema) {
        this.schema = schema;
    }

    /**
     * One of the terms that must all hold.
     *
     * @param node where the term stands in the condition
     * @param negated whether the term is NOT the node
     * @param test what it asks; empty when it is more than a test of one fact
     * @param total whether it can never throw, provided that each fact that it reads is NULL or has its declared type;
     *     for a test of a dynamic fact, the type of the test
     */
    public record Term(Node node, boolean negated, Optional<FactTest> test, boolean total) {}

    /**
     * The terms of a condition in the order in which they are evaluated: a FALSE one ends the evaluation, an UNKNOWN one
     * does not. The condition is TRUE if all terms are, FALSE at the first that is, else UNKNOWN.
     *
     * @param condition the tree of a condition that has been compiled against the schema
     */
    public static List<Term> of(Node condition, FactSchema schema) {
        FactTests tests = new FactTests(schema);
        tests.split(condition, false);
        return List.copyOf(tests.terms);
    }

    private void split(Node node, boolean negated) {
        if (node instanceof Node.Not not) {
            split(not.operand(), !negated);
        } else if (node instanceof Node.And and && !negated) {
            and.terms().forEach(term -> split(term, false));
        } else if (node instanceof Node.Or or && negated) {
            or.terms().forEach(term -> split(term, true));
        } else {
            Optional<FactTest> test = Optional.ofNullable(test(node, negated));
            boolean total = test.map(this::isTotal).orElseGet(() -> Totality.of(node, schema));
            terms.add(new Term(node, negated, test, total));
        }
    }

    /** Only the test for NULL takes a dynamic fact of any type, and even that not of any class. */
    private boolean isTotal(FactTest test) {
        return test.type() != FactType.ANY;
    }

    private @Nullable FactTest test(Node node, boolean negated) {
        if (node instanceof Path path) {
            FactType type = typeOf(path);
            return type == FactType.BOOLEAN || type == FactType.ANY
                    ? new Among(path.name(), FactType.BOOLEAN, Set.of(!negated))
                    : null;
        } else if (node instanceof Node.Compare compare) {
            ComparisonOperator operator = negated ? opposite(compare.operator()) : compare.operator();
            return compare.left() instanceof Path path
                    ? compare(path, operator, constant(compare.right()), negated)
                    : compare.right() instanceof Path path
                            ? compare(path, operator.mirrored(), constant(compare.left()), negated)
                            : null;
        } else if (node instanceof Node.Between between && between.negated() == negated) {
            return between(between);
        } else if (node instanceof Node.In in && in.operand() instanceof Path path) {
            return in(path, in.items(), in.negated() != negated);
        } else if (node instanceof Node.Is is && is.test() == Node.Test.NULL && is.operand() instanceof Path path) {
            FactType type = typeOf(path);
            return type == null
                    ? null
                    : is.negated() == negated ? new IsNull(path.name(), type) : new IsNotNull(path.name(), type);
        } else if (node instanceof Node.Or or && !negated) {
            return union(or.terms());
        }
        return null;
    }

    /** {@code fact = 1 OR fact = 2}. */
    private @Nullable FactTest union(List<Node> alternatives) {
        Among first = null;
        Set<Object> values = new LinkedHashSet<>();
        for (Node alternative : alternatives) {
            if (!(test(alternative, false) instanceof Among among)
                    || first != null && !(among.fact().equals(first.fact()) && among.type() == first.type())) {
                return null;
            }
            first = among;
            values.addAll(among.values());
        }
        return first == null ? null : new Among(first.fact(), first.type(), values);
    }

    private @Nullable FactTest between(Node.Between between) {
        if (between.operand() instanceof Path path
                && compare(path, ComparisonOperator.GREATER_EQUAL, constant(between.low()), false) instanceof Range low
                && compare(path, ComparisonOperator.LESS_EQUAL, constant(between.high()), false) instanceof Range high
                && low.type() == high.type()) {
            return new Range(path.name(), low.type(), low.low(), high.high());
        }
        return null;
    }

    private @Nullable FactTest in(Path path, List<Node> items, boolean negated) {
        FactType type = null;
        Set<Object> values = new LinkedHashSet<>();
        for (Node item : items) {
            if (!(compare(path, ComparisonOperator.EQUAL, constant(item), false) instanceof Among among)
                    || type != null && type != among.type()) {
                return null;
            }
            type = among.type();
            values.addAll(among.values());
        }
        return type == null
                ? null
                : negated ? new Except(path.name(), type, values) : new Among(path.name(), type, values);
    }

    /** A fact beside a constant; {@code turned} says that the operator is the opposite of what was written. */
    private @Nullable FactTest compare(
            Path path, ComparisonOperator operator, @Nullable Object constant, boolean turned) {
        FactType declared = typeOf(path);
        if (declared == null || constant == null) {
            return null;
        }
        ConstantTest test = ConstantTest.of(path.name(), declared, constant);
        // For NaN an order and its opposite both fail.
        boolean nanTells = turned && !operator.isEquality() && test != null && test.type() == FactType.DOUBLE;
        return test == null || nanTells ? null : test.is(operator);
    }

    /** The type of a fact that is read as a whole; null if the path goes into it. */
    private @Nullable FactType typeOf(Path path) {
        return path.steps().isEmpty()
                ? schema.fact(path.name()).map(FactSchema.Fact::type).orElse(FactType.ANY)
                : null;
    }

    /** The value of what depends on constants only; null otherwise, and for NULL. */
    private @Nullable Object constant(Node node) {
        if (node instanceof Node.Literal literal) {
            return literal.value();
        }
        boolean fixed = !(node instanceof Path) && Nodes.paths(node).isEmpty();
        return fixed && new Compiler("", schema).compile(node) instanceof Constant constant ? constant.value() : null;
    }

    private static ComparisonOperator opposite(ComparisonOperator operator) {
        return switch (operator) {
            case EQUAL -> ComparisonOperator.NOT_EQUAL;
            case NOT_EQUAL -> ComparisonOperator.EQUAL;
            case LESS -> ComparisonOperator.GREATER_EQUAL;
            case LESS_EQUAL -> ComparisonOperator.GREATER;
            case GREATER -> ComparisonOperator.LESS_EQUAL;
            case GREATER_EQUAL -> ComparisonOperator.LESS;
        };
    }
}
