package dev.tenet.rules.internal.analysis;

import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.Facts;
import dev.tenet.rules.expression.Truth;
import dev.tenet.rules.internal.compile.FactTest;
import dev.tenet.rules.internal.compile.FactTests;
import dev.tenet.rules.internal.compile.Program;
import dev.tenet.rules.internal.syntax.Node;
import dev.tenet.rules.internal.syntax.Node.And;
import dev.tenet.rules.internal.syntax.Node.Between;
import dev.tenet.rules.internal.syntax.Node.Call;
import dev.tenet.rules.internal.syntax.Node.Compare;
import dev.tenet.rules.internal.syntax.Node.ComparisonOperator;
import dev.tenet.rules.internal.syntax.Node.In;
import dev.tenet.rules.internal.syntax.Node.Is;
import dev.tenet.rules.internal.syntax.Node.Like;
import dev.tenet.rules.internal.syntax.Node.Literal;
import dev.tenet.rules.internal.syntax.Node.Not;
import dev.tenet.rules.internal.syntax.Node.Or;
import dev.tenet.rules.internal.syntax.Node.Path;
import dev.tenet.rules.internal.syntax.Nodes;
import dev.tenet.rules.internal.syntax.Printer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The facts for which a condition holds, exactly, as a region over {@link Dimensions}. What is no test of one fact
 * becomes a dimension of its own with the values TRUE, FALSE and NULL, as if it could be anything: so a region may hold
 * points that no facts reach, but the facts for which the condition is TRUE, and only those, map to points in it.
 * Where the condition throws, nothing is said.
 */
final class Regions {
    /** A condition that falls into more boxes is not looked into. */
    private static final int MOST_BOXES = 64;

    private final FactSchema schema;
    private final Dimensions dimensions;
    private boolean tooLarge;

    Regions(FactSchema schema, Dimensions dimensions) {
        this.schema = schema;
        this.dimensions = dimensions;
    }

    /** Where a condition, compiled against the schema, is TRUE. */
    Region of(Expression condition) {
        return of(((Program) condition).syntax());
    }

    /** Where the tree of a condition over the schema is TRUE. */
    Region of(Node condition) {
        tooLarge = false;
        Region region = region(condition, Truth.TRUE);
        return tooLarge ? truth(dimensions.fresh("a large condition"), Truth.TRUE) : region;
    }

    /** Where a condition has an outcome, which is not UNKNOWN. */
    private Region region(Node node, Truth wanted) {
        if (tooLarge) {
            return Region.NOTHING;
        } else if (node instanceof Not not) {
            return region(not.operand(), opposite(wanted));
        } else if (node instanceof And and) {
            return wanted == Truth.TRUE ? all(and.terms(), wanted) : any(and.terms(), wanted);
        } else if (node instanceof Or or) {
            return wanted == Truth.TRUE ? any(or.terms(), wanted) : all(or.terms(), wanted);
        } else if (node instanceof Is is && (is.test() != Node.Test.NULL || isCondition(is.operand()))) {
            return is(is, wanted);
        } else if (node instanceof Literal literal) {
            return given(Boolean.valueOf(wanted == Truth.TRUE).equals(literal.value()));
        } else if (node instanceof Between between && between.negated()) {
            return region(
                    new Between(between.operand(), between.low(), between.high(), false, node.start(), node.end()),
                    opposite(wanted));
        } else if (node instanceof In in && in.negated()) {
            return region(new In(in.operand(), in.items(), false, node.start(), node.end()), opposite(wanted));
        } else if (node instanceof Like like && like.negated()) {
            return region(
                    new Like(like.operand(), like.pattern(), like.escape(), false, node.start(), node.end()),
                    opposite(wanted));
        }
        return atom(node, wanted);
    }

    private Region all(List<Node> terms, Truth wanted) {
        Region common = Region.EVERYTHING;
        for (Node term : terms) {
            common = limited(common.and(region(term, wanted)));
        }
        return common;
    }

    private Region any(List<Node> terms, Truth wanted) {
        Region either = Region.NOTHING;
        for (Node term : terms) {
            either = limited(either.or(region(term, wanted)));
        }
        return either;
    }

    /** {@code condition IS [NOT] TRUE | FALSE | UNKNOWN | NULL}, which is never UNKNOWN itself. */
    private Region is(Is is, Truth wanted) {
        Region positive = switch (is.test()) {
            case TRUE -> region(is.operand(), Truth.TRUE);
            case FALSE -> region(is.operand(), Truth.FALSE);
            case UNKNOWN, NULL -> complement(region(is.operand(), Truth.TRUE).or(region(is.operand(), Truth.FALSE)));
        };
        return is.negated() == (wanted == Truth.FALSE) ? positive : complement(positive);
    }

    private Region complement(Region region) {
        Region rest = Region.EVERYTHING;
        for (Box box : region.boxes()) {
            rest = limited(rest.minus(new Region(List.of(box))));
        }
        return rest;
    }

    private Region limited(Region region) {
        tooLarge |= region.boxes().size() > MOST_BOXES;
        return tooLarge ? Region.NOTHING : region;
    }

    private static boolean isCondition(Node node) {
        return node instanceof Compare
                || node instanceof Between
                || node instanceof In
                || node instanceof Like
                || node instanceof Is
                || node instanceof Not
                || node instanceof And
                || node instanceof Or;
    }

    private Region atom(Node node, Truth wanted) {
        Optional<FactTest> plain = test(node, schema);
        if (plain.isPresent()) {
            String fact = plain.get().fact();
            Optional<Path> path = Optional.of(new Path(fact, List.of(), 0, 0));
            return region(plain.get(), path, wanted);
        } else if (readsClock(node)) {
            return truth(dimensions.fresh(Printer.print(node)), wanted);
        } else if (Nodes.paths(node).isEmpty()) {
            Truth constant = Program.condition(Printer.print(node), schema).test(Facts.of(Map.of()));
            return given(constant == wanted);
        }
        Node operand = operand(node);
        Node stand = new Path(Printer.print(operand), List.of(), 0, 0);
        Optional<FactTest> dynamic = test(withOperand(node, stand), FactSchema.open());
        if (dynamic.isPresent()) {
            return region(dynamic.get(), operand instanceof Path path ? Optional.of(path) : Optional.empty(), wanted);
        } else if (node instanceof Compare compare && compare.operator() == ComparisonOperator.NOT_EQUAL) {
            Node equal = new Compare(ComparisonOperator.EQUAL, compare.left(), compare.right(), 0, 0);
            return atom(equal, opposite(wanted));
        }
        return truth(dimensions.of(Printer.print(node), Kind.TRUTH, Optional.empty()), wanted);
    }

    private static Optional<FactTest> test(Node node, FactSchema schema) {
        List<FactTests.Term> terms = FactTests.of(node, schema);
        return terms.size() == 1 && !terms.get(0).negated() ? terms.get(0).test() : Optional.empty();
    }

    /** What a predicate is about: the part that a name can stand for, so that it reads as a test of a dynamic fact. */
    private static Node operand(Node node) {
        if (node instanceof Compare compare) {
            return Nodes.paths(compare.left()).isEmpty() ? compare.right() : compare.left();
        } else if (node instanceof Between between) {
            return between.operand();
        } else if (node instanceof In in) {
            return in.operand();
        } else if (node instanceof Like like) {
            return like.operand();
        } else if (node instanceof Is is) {
            return is.operand();
        }
        return node;
    }

    private static Node withOperand(Node node, Node operand) {
        if (node instanceof Compare compare) {
            return Nodes.paths(compare.left()).isEmpty()
                    ? new Compare(compare.operator(), compare.left(), operand, 0, 0)
                    : new Compare(compare.operator(), operand, compare.right(), 0, 0);
        } else if (node instanceof Between between) {
            return new Between(operand, between.low(), between.high(), false, 0, 0);
        } else if (node instanceof In in) {
            return new In(operand, in.items(), false, 0, 0);
        } else if (node instanceof Like like) {
            return new Like(operand, like.pattern(), like.escape(), false, 0, 0);
        } else if (node instanceof Is is) {
            return new Is(operand, is.test(), is.negated(), 0, 0);
        }
        return operand;
    }

    private Region region(FactTest test, Optional<Path> path, Truth wanted) {
        Kind kind = dimensions.kind(test.fact(), test.type());
        ValueSet where = where(test, kind);
        boolean ofNull = test instanceof FactTest.IsNull || test instanceof FactTest.IsNotNull;
        ValueSet wantedValues = wanted == Truth.TRUE
                ? where
                : ofNull ? where.not() : where.not().withoutNull();
        return Region.of(dimensions.of(test.fact(), kind, path), wantedValues);
    }

    /** The values for which a test is TRUE. */
    private static ValueSet where(FactTest test, Kind kind) {
        if (test instanceof FactTest.Among among) {
            return ValueSet.of(kind, among.values());
        } else if (test instanceof FactTest.Except except) {
            return ValueSet.of(kind, except.values()).not().withoutNull();
        } else if (test instanceof FactTest.Range range) {
            return between(kind, range);
        } else if (test instanceof FactTest.IsNull) {
            return ValueSet.ofNull(kind);
        } else if (test instanceof FactTest.IsNotNull) {
            return ValueSet.ofNull(kind).not();
        }
        throw new AssertionError(test);
    }

    private static ValueSet between(Kind kind, FactTest.Range range) {
        Optional<Object> from = range.low()
                .map(low -> low.edge() == FactTest.Edge.INCLUDED ? Optional.of(low.value()) : kind.next(low.value()))
                .orElse(Optional.of(kind.lowest()));
        ValueSet above = from.map(low -> ValueSet.from(kind, low)).orElse(ValueSet.none(kind));
        Optional<Object> before = range.high()
                .flatMap(high ->
                        high.edge() == FactTest.Edge.EXCLUDED ? Optional.of(high.value()) : kind.next(high.value()));
        return before.map(end -> above.and(ValueSet.below(kind, end))).orElse(above);
    }

    private Region truth(int dimension, Truth wanted) {
        return Region.of(dimension, ValueSet.of(Kind.TRUTH, wanted == Truth.TRUE));
    }

    private static Region given(boolean holds) {
        return holds ? Region.EVERYTHING : Region.NOTHING;
    }

    private static Truth opposite(Truth truth) {
        return truth == Truth.TRUE ? Truth.FALSE : Truth.TRUE;
    }

    private static boolean readsClock(Node node) {
        return node instanceof Call call && call.function().equals("now")
                || Nodes.children(node).stream().anyMatch(Regions::readsClock);
    }
}
