package dev.tenet.rules.workflow;

import dev.tenet.rules.expression.Diagnostic;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.ExpressionException;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.spi.ScalarNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Checks the expressions in the values of steps: their form, and that the names in them are there. */
final class StepExpressions {
    private static final List<String> TEMPLATES = List.of("data", "where", "input", "params", "message", "items");

    /** What is missing when a name is unknown behind one of these. */
    private static final Map<String, Missing> MISSING = Map.of(
            "steps.", new Missing("unknown-step", "the workflow has no step with the id "),
            "inputs.", new Missing("unknown-input", "the workflow declares no input "),
            "config.routing_rules.", new Missing("unknown-task-type", "there is no routing rule for the task type "),
            "config.sla_rules.", new Missing("unknown-task-type", "there is no SLA target for the task type "));

    private final FactSchema names;
    private final Problems problems;

    StepExpressions(FactSchema names, Problems problems) {
        this.names = names;
        this.problems = problems;
    }

    private record Missing(String code, String message) {}

    /** Checks a step's own values; the steps nested in it are not its own. */
    void check(MapNode step) {
        condition(step);
        TEMPLATES.forEach(key -> step.value(key).ifPresent(this::templates));
    }

    /** The step's condition, if it has one that can be read. */
    Optional<Expression> condition(MapNode step) {
        return step.value("condition").flatMap(value -> compiled(value, Expression::condition));
    }

    private void templates(Node node) {
        if (node instanceof ListNode list) {
            list.items().forEach(this::templates);
        } else if (node instanceof MapNode map) {
            map.entries().values().forEach(entry -> templates(entry.value()));
        } else {
            compiled(node, Expression::template);
        }
    }

    private Optional<Expression> compiled(Node node, BiFunction<String, FactSchema, Expression> compiler) {
        if (!(node instanceof ScalarNode scalar && scalar.value().orElse(0) instanceof String text)) {
            return Optional.empty();
        }
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(compiler.apply(text, names));
        } catch (ExpressionException e) {
            e.diagnostics().forEach(diagnostic -> report(scalar, text, diagnostic));
            return Optional.empty();
        }
    }

    private void report(ScalarNode scalar, String text, Diagnostic diagnostic) {
        int from = diagnostic.offset();
        Missing missing = MISSING.entrySet().stream()
                .filter(entry -> diagnostic.code().equals("unknown-fact"))
                .filter(entry ->
                        text.startsWith(entry.getKey(), from - entry.getKey().length()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> new Missing(diagnostic.code(), ""));
        String message = missing.message().isEmpty()
                ? diagnostic.message()
                : missing.message() + '"' + text.substring(from, from + diagnostic.length()) + '"';
        problems.error(
                missing.code(),
                Problems.place(scalar, diagnostic),
                message,
                diagnostic.hint().orElse(""),
                Problems.related(scalar, diagnostic));
    }
}
