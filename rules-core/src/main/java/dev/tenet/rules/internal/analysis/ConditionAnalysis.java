package dev.tenet.rules.internal.analysis;

import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.internal.compile.FactTests;
import dev.tenet.rules.internal.compile.Program;
import dev.tenet.rules.internal.syntax.Node;
import dev.tenet.rules.internal.syntax.Printer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out whether a condition depends on facts at all, though it names some. */
public enum ConditionAnalysis {
    /** TRUE for no facts that can occur. */
    NEVER,
    /** TRUE for all facts, NULL included; it does not throw either. */
    ALWAYS,
    /** TRUE for some facts, or nothing was found out. */
    SOMETIMES;

    private static final int MOST_STEPS = 200;

    /**
     * Looks at one condition.
     *
     * @param given what is known of the facts, the tree of a condition over the same schema; it makes more conditions
     *     {@link #NEVER}, and none {@link #ALWAYS}: to say what is known anyway is no mistake
     */
    public static ConditionAnalysis of(Expression condition, Optional<Node> given) {
        FactSchema schema = ((Program) condition).schema();
        Regions regions = new Regions(schema, new Dimensions(schema));
        return of(condition, regions.of(condition), given.map(regions::of).orElse(Region.EVERYTHING));
    }

    /**
     * Whether a glance is enough to see that a condition is {@link #SOMETIMES}: it is one comparison with literals, or
     * several that must all hold, each of a fact of its own. Most conditions are, and a load of many is faster for it.
     *
     * @param known the facts whose values are known, texts or truths; what is asked of these must hold
     */
    public static boolean isPlain(Expression condition, Map<String, Object> known) {
        Node node = ((Program) condition).syntax();
        Set<String> seen = new HashSet<>();
        List<Node> terms = node instanceof Node.And and ? and.terms() : List.of(node);
        for (Node term : terms) {
            if (!(fact(term) instanceof Node.Path path)) {
                return false;
            }
            String fact = path.steps().isEmpty() ? path.name() : Printer.print(path);
            Object value = known.get(fact);
            if (value == null ? !seen.add(fact) : !holds(term, value)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a comparison with literals is seen to be TRUE for a value: it asks whether the fact equals them. */
    private static boolean holds(Node term, Object value) {
        if (term instanceof Node.Compare compare && compare.operator().isEquality()) {
            Node literal = compare.right() instanceof Node.Literal ? compare.right() : compare.left();
            return is(literal, value) == (compare.operator() == Node.ComparisonOperator.EQUAL);
        }
        return term instanceof Node.In in && in.items().stream().anyMatch(item -> is(item, value)) != in.negated();
    }

    private static boolean is(Node node, Object value) {
        return node instanceof Node.Literal literal && value.equals(literal.value());
    }

    /** The fact that a comparison with literals reads; the term itself if it is anything else. */
    private static Node fact(Node term) {
        if (term instanceof Node.Compare compare) {
            return compare.right() instanceof Node.Literal
                    ? compare.left()
                    : compare.left() instanceof Node.Literal ? compare.right() : term;
        }
        return term instanceof Node.In in && in.items().stream().allMatch(Node.Literal.class::isInstance)
                ? in.operand()
                : term;
    }

    /** Looks at a condition that holds in a region. */
    static ConditionAnalysis of(Expression condition, Region region, Region given) {
        if (region.and(given).isEmpty()) {
            return NEVER;
        }
        Program program = (Program) condition;
        return isEverything(region)
                        && FactTests.of(program.syntax(), program.schema()).stream()
                                .allMatch(FactTests.Term::total)
                ? ALWAYS
                : SOMETIMES;
    }

    private static boolean isEverything(Region region) {
        if (region.boxes().size() == 1) {
            return region.boxes().get(0).size() == 0;
        }
        return !Cover.of(Region.EVERYTHING, Candidates.of(region), new Steps(MOST_STEPS))
                .isEmpty();
    }
}
