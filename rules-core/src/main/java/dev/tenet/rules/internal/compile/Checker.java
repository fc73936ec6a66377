package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.Diagnostic;
import dev.tenet.rules.expression.EvaluationException;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.internal.syntax.Node;
import dev.tenet.rules.internal.syntax.Nodes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects the problems of one expression; a dynamic NULL stands in for what is wrong, so that checking goes on. */
final class Checker {

    private final String text;
    private final Names names;
    private final List<Diagnostic> problems = new ArrayList<>();

    Checker(String text, FactSchema schema) {
        this.text = text;
        this.names = new Names(schema, this);
    }

    Names names() {
        return names;
    }

    List<Diagnostic> problems() {
        if (problems.isEmpty()) {
            return List.of();
        }
        return problems.stream()
                .sorted(Comparator.comparingInt(Diagnostic::offset))
                .distinct()
                .toList();
    }

    Code problem(String code, int start, int end, String message, String hint) {
        Optional<String> given = hint.isEmpty() ? Optional.empty() : Optional.of(hint);
        problems.add(new Diagnostic(code, start, end - start, message, given, Optional.empty()));
        return new Constant(FactType.ANY, null);
    }

    Place place(Node node) {
        boolean sensitive = names.canBeSensitive() && Nodes.paths(node).stream().anyMatch(names::isSensitive);
        return new Place(text, node.start(), node.end(), sensitive);
    }

    /** Reports an operand that is none of the wanted types; a dynamic one is checked when evaluated. */
    boolean want(Node node, Code code, FactType... wanted) {
        if (code.type() == FactType.ANY || List.of(wanted).contains(code.type())) {
            return true;
        }
        List<String> descriptions = new ArrayList<>();
        for (FactType type : wanted) {
            if (!(type == FactType.LONG && List.of(wanted).contains(FactType.DOUBLE))) {
                descriptions.add(type.description());
            }
        }
        problem(
                "type",
                node.start(),
                node.end(),
                "got " + code.type().description() + ", want " + String.join(" or ", descriptions),
                "");
        return false;
    }

    /** The operand as text, checked now or when evaluated. */
    Code text(Node node, Code code) {
        return want(node, code, FactType.STRING)
                ? FactCode.typed(code, unchecked(code, FactType.STRING), place(node))
                : code;
    }

    /** The operand as a condition, checked now or when evaluated. */
    Code condition(Node node, Code code) {
        return want(node, code, FactType.BOOLEAN)
                ? FactCode.typed(code, unchecked(code, FactType.BOOLEAN), place(node))
                : new Constant(FactType.BOOLEAN, null);
    }

    /** What is left to check: nothing where the type is known already. */
    private static FactType unchecked(Code code, FactType wanted) {
        return code.type() == FactType.ANY ? wanted : FactType.ANY;
    }

    /** Whether the code is the constant NULL. */
    boolean isNull(Code code) {
        return code instanceof Constant constant && constant.value() == null;
    }

    /** Reports the literal NULL where it can only make the outcome NULL. */
    void rejectNull(Node node) {
        rejectNull(node, "the outcome would always be UNKNOWN", "test for NULL with IS NULL or IS NOT NULL");
    }

    void rejectNull(Node node, String message, String hint) {
        if (node instanceof Node.Literal literal && literal.value() == null) {
            problem("null-operand", node.start(), node.end(), message, hint);
        }
    }

    /** Evaluates what depends on constants only; an error of it is a problem of the expression. */
    Code fold(Node node, List<Code> operands, Supplier<Code> build) {
        int before = problems.size();
        Code code = build.get();
        if (code instanceof NumberCode.Now || problems.size() > before) {
            return code;
        }
        for (Code operand : operands) {
            if (!(operand instanceof Constant)) {
                return code;
            }
        }
        try {
            return new Constant(code.type(), Values.published(code.eval(FactValues.NONE)));
        } catch (EvaluationException e) {
            int end = e.offset() + e.length();
            return problem("constant-error", e.offset(), end, e.problem(), "");
        }
    }
}
