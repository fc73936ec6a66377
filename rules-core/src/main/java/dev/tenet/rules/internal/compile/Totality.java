package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.internal.syntax.Node;
import dev.tenet.rules.internal.syntax.Nodes;
import java.util.Set;

/** Whether evaluating can fail although every fact has its declared type: arithmetic can, comparing cannot. */
final class Totality {

    /** Functions of text that take any text. */
    private static final Set<String> FUNCTIONS =
            Set.of("lower", "upper", "trim", "length", "starts_with", "ends_with", "matches");

    private Totality() {}

    /** Whether a part that has been compiled against the schema never throws for facts of their declared types. */
    static boolean of(Node node, FactSchema schema) {
        if (node instanceof Node.Literal) {
            return true;
        } else if (node instanceof Node.Path path) {
            return path.steps().isEmpty()
                    && schema.fact(path.name())
                            .map(fact -> fact.type() != FactType.ANY)
                            .orElse(false);
        } else if (node instanceof Node.Like like) {
            return like.pattern() instanceof Node.Literal && of(like.operand(), schema);
        } else if (node instanceof Node.Call call && !FUNCTIONS.contains(call.function())
                || node instanceof Node.Arithmetic
                || node instanceof Node.Negate
                || node instanceof Node.Template) {
            return false;
        }
        return Nodes.children(node).stream().allMatch(child -> of(child, schema));
    }
}
