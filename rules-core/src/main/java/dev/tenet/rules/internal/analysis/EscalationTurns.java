package dev.tenet.rules.internal.analysis;

import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.internal.compile.Program;
import dev.tenet.rules.internal.syntax.Node;
import dev.tenet.rules.internal.syntax.Node.ComparisonOperator;
import dev.tenet.rules.internal.syntax.Node.Path;
import dev.tenet.rules.internal.syntax.Nodes;
import dev.tenet.rules.internal.syntax.Printer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the outcome of an escalation's condition can turn while the time of a task goes by.
 *
 * <p>As time goes by, {@code percent_used} and {@code elapsed_minutes} only grow, {@code remaining_minutes} only falls,
 * {@code level} and {@code breached} change at the target's thresholds, and all other facts stay. So a term that
 * compares one of the numbers with what stays the same for a target can turn only where the number passes that value,
 * and a term without these numbers only at a threshold. Between such turns the whole condition keeps its outcome.
 *
 * @param crossings the comparisons of numbers that move
 * @param steps the facts read that change at thresholds
 * @param elsewhere the first term that can turn at other times too, as it is written; empty when there is none
 */
public record EscalationTurns(List<Crossing> crossings, Set<String> steps, Optional<String> elsewhere) {
    private static final Set<String> NUMBERS = Set.of("percent_used", "elapsed_minutes", "remaining_minutes");
    private static final Set<String> STEPS = Set.of("level", "breached");
    private static final Set<String> OF_THE_TARGET = Set.of("warning_percent", "critical_percent", "target_minutes");

    /** Takes its own copies. */
    public EscalationTurns {
        crossings = List.copyOf(crossings);
        steps = Set.copyOf(steps);
    }

    /**
     * A comparison of a number that moves with one that does not.
     *
     * @param fact the number that moves
     * @param operator how it is compared
     * @param value what it is compared with; reads only the facts of the target
     */
    public record Crossing(String fact, ComparisonOperator operator, Expression value) {}

    /** The turns of a condition over the facts of escalation rules. */
    public static EscalationTurns of(Expression condition) {
        Program program = (Program) condition;
        Walk walk = new Walk(program.schema());
        walk.condition(program.syntax());
        return new EscalationTurns(
                walk.crossings, walk.steps, walk.elsewhere.stream().findFirst());
    }

    private static final class Walk {
        private final FactSchema schema;
        private final List<Crossing> crossings = new ArrayList<>();
        private final Set<String> steps = new LinkedHashSet<>();
        private final List<String> elsewhere = new ArrayList<>();

        Walk(FactSchema schema) {
            this.schema = schema;
        }

        void condition(Node node) {
            if (node instanceof Node.And and) {
                and.terms().forEach(this::condition);
            } else if (node instanceof Node.Or or) {
                or.terms().forEach(this::condition);
            } else if (node instanceof Node.Not not) {
                condition(not.operand());
            } else if (node instanceof Node.Is is && is.test() != Node.Test.NULL) {
                condition(is.operand());
            } else {
                term(node);
            }
        }

        private void term(Node node) {
            Set<String> names = names(node);
            names.stream().filter(STEPS::contains).forEach(steps::add);
            if (readsClock(node) || names.stream().anyMatch(NUMBERS::contains) && !isCrossing(node)) {
                elsewhere.add(Printer.print(node));
            }
        }

        private boolean isCrossing(Node node) {
            if (node instanceof Node.Compare compare) {
                return crosses(compare.left(), compare.operator(), compare.right())
                        || crosses(compare.right(), compare.operator().mirrored(), compare.left());
            } else if (node instanceof Node.Between between) {
                return crosses(between.operand(), ComparisonOperator.GREATER_EQUAL, between.low())
                        && crosses(between.operand(), ComparisonOperator.LESS_EQUAL, between.high());
            } else if (node instanceof Node.In in) {
                return in.items().stream().allMatch(item -> crosses(in.operand(), ComparisonOperator.EQUAL, item));
            }
            // A number that is always there is never NULL.
            return node instanceof Node.Is is && is.operand() instanceof Path;
        }

        private boolean crosses(Node moving, ComparisonOperator operator, Node value) {
            if (!(moving instanceof Path path && NUMBERS.contains(path.name()))
                    || !OF_THE_TARGET.containsAll(names(value))) {
                return false;
            }
            crossings.add(new Crossing(path.name(), operator, Expression.compile(Printer.print(value), schema)));
            return true;
        }

        private static Set<String> names(Node node) {
            return Nodes.paths(node).stream().map(Path::name).collect(Collectors.toSet());
        }

        private static boolean readsClock(Node node) {
            return node instanceof Node.Call call && call.function().equals("now")
                    || Nodes.children(node).stream().anyMatch(Walk::readsClock);
        }
    }
}
