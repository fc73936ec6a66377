package dev.tenet.rules.internal.syntax;

import dev.tenet.rules.internal.syntax.Node.And;
import dev.tenet.rules.internal.syntax.Node.Arithmetic;
import dev.tenet.rules.internal.syntax.Node.Between;
import dev.tenet.rules.internal.syntax.Node.Call;
import dev.tenet.rules.internal.syntax.Node.Compare;
import dev.tenet.rules.internal.syntax.Node.In;
import dev.tenet.rules.internal.syntax.Node.Is;
import dev.tenet.rules.internal.syntax.Node.Like;
import dev.tenet.rules.internal.syntax.Node.Literal;
import dev.tenet.rules.internal.syntax.Node.Negate;
import dev.tenet.rules.internal.syntax.Node.Not;
import dev.tenet.rules.internal.syntax.Node.Or;
import dev.tenet.rules.internal.syntax.Node.Path;
import dev.tenet.rules.internal.syntax.Node.Step;
import dev.tenet.rules.internal.syntax.Node.Template;
import java.util.ArrayList;
import java.util.List;

/** Walking a tree without caring what each node is. */
public final class Nodes {

    private Nodes() {}

    /** The parts of a node, in the order of the text. */
    public static List<Node> children(Node node) {
        if (node instanceof Literal) {
            return List.of();
        } else if (node instanceof Path path) {
            List<Node> indexes = new ArrayList<>();
            for (Step step : path.steps()) {
                if (step instanceof Step.Index index) {
                    indexes.add(index.index());
                }
            }
            return indexes;
        } else if (node instanceof Call call) {
            return call.arguments();
        } else if (node instanceof Negate negate) {
            return List.of(negate.operand());
        } else if (node instanceof Arithmetic arithmetic) {
            return List.of(arithmetic.left(), arithmetic.right());
        } else if (node instanceof Compare compare) {
            return List.of(compare.left(), compare.right());
        } else if (node instanceof Between between) {
            return List.of(between.operand(), between.low(), between.high());
        } else if (node instanceof In in) {
            List<Node> children = new ArrayList<>();
            children.add(in.operand());
            children.addAll(in.items());
            return children;
        } else if (node instanceof Like like) {
            return like.escape()
                    .map(escape -> List.of(like.operand(), like.pattern(), escape))
                    .orElseGet(() -> List.of(like.operand(), like.pattern()));
        } else if (node instanceof Is is) {
            return List.of(is.operand());
        } else if (node instanceof Not not) {
            return List.of(not.operand());
        } else if (node instanceof And and) {
            return and.terms();
        } else if (node instanceof Or or) {
            return or.terms();
        } else if (node instanceof Template template) {
            return template.parts();
        }
        throw new AssertionError(node);
    }

    /** Every path of a tree, in the order of the text; those in the index of another path after it. */
    public static List<Path> paths(Node node) {
        List<Path> found = new ArrayList<>();
        collect(node, found);
        return found;
    }

    private static void collect(Node node, List<Path> found) {
        if (node instanceof Path path) {
            found.add(path);
        }
        for (Node child : children(node)) {
            collect(child, found);
        }
    }
}
