package dev.tenet.rules.workflow;

import dev.tenet.rules.Problem;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.ExpressionException;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.spi.ScalarNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a step refers to must be there, and a loop must be able to end. */
final class StepChecks {
    private static final Set<String> FIXED_DURING_A_RUN = Set.of("inputs", "config");

    private final Set<String> queries;
    private final Problems problems;

    StepChecks(Set<String> queries, Problems problems) {
        this.queries = queries;
        this.problems = problems;
    }

    void check(MapNode workflow) {
        workflow.value("steps").ifPresent(steps -> {
            Map<String, Place> ids = ids(steps);
            visit(steps, ids);
        });
    }

    private void visit(Node node, Map<String, Place> ids) {
        if (node instanceof ListNode list) {
            list.items().forEach(item -> visit(item, ids));
        } else if (node instanceof MapNode map) {
            String type = text(map, "type");
            if (type.equals("query")) {
                checkQuery(map);
            } else if (type.equals("loop")) {
                checkLoop(map, ids);
            }
            map.entries().values().forEach(entry -> visit(entry.value(), ids));
        }
    }

    private void checkQuery(MapNode step) {
        String name = text(step, "query");
        if (!name.isEmpty() && !queries.contains(name)) {
            problems.warning(
                    "unknown-query",
                    step.value("query").orElseThrow().place(),
                    "the step runs the query \"" + name + "\", which is not there",
                    problems.suggestion(name, queries).orElse("add it to queries, or the workflow cannot start"));
        }
    }

    /** A loop whose condition reads nothing that its body writes ends only by max_iterations. */
    private void checkLoop(MapNode loop, Map<String, Place> ids) {
        if (!(loop.value("condition").orElse(loop) instanceof ScalarNode condition)
                || !(condition.value().orElse("") instanceof String text)) {
            return;
        }
        Optional<Expression> compiled = compile(condition, text);
        Node body = loop.value("actions").orElse(loop);
        Set<String> written = ids(body).keySet();
        boolean queried = hasQuery(body);
        if (compiled.isEmpty() || compiled.get().toString().contains("now(")) {
            return;
        }
        Problem.Related[] sources = compiled.get().references().stream()
                .filter(path -> path.startsWith("steps."))
                .map(path -> path.split("[.\\[]", 3)[1])
                .distinct()
                .flatMap(id -> Optional.ofNullable(ids.get(id)).stream()
                        .map(step -> new Problem.Related(step.location(), "\"" + id + "\" runs outside the loop")))
                .toArray(Problem.Related[]::new);
        boolean changes = compiled.get().references().stream().anyMatch(path -> changes(path, written, queried));
        if (!changes) {
            problems.warning(
                    "loop-never-changes",
                    condition.place(),
                    "nothing in the loop changes what its condition reads, so only max_iterations can end it",
                    "read the value in the loop, for example with a query, and test that",
                    sources);
        }
    }

    private static boolean changes(String path, Set<String> written, boolean queried) {
        String[] steps = path.split("[.\\[]", 3);
        return switch (steps[0]) {
            case "steps" -> steps.length < 2 || written.contains(steps[1]);
            case "query" -> queried;
            default -> !FIXED_DURING_A_RUN.contains(steps[0]);
        };
    }

    private Optional<Expression> compile(ScalarNode node, String text) {
        try {
            return Optional.of(Expression.condition(text, FactSchema.open()));
        } catch (ExpressionException e) {
            problems.badExpression(node, e);
            return Optional.empty();
        }
    }

    private static boolean hasQuery(Node node) {
        if (node instanceof ListNode list) {
            return list.items().stream().anyMatch(StepChecks::hasQuery);
        }
        return node instanceof MapNode map
                && (text(map, "type").equals("query")
                        || map.entries().values().stream().anyMatch(entry -> hasQuery(entry.value())));
    }

    /** The steps with an id below a node, each with the place of its id. */
    private static Map<String, Place> ids(Node node) {
        Map<String, Place> ids = new HashMap<>();
        collect(node, ids);
        return ids;
    }

    private static void collect(Node node, Map<String, Place> ids) {
        if (node instanceof ListNode list) {
            list.items().forEach(item -> collect(item, ids));
        } else if (node instanceof MapNode map) {
            String id = text(map, "id");
            if (!id.isEmpty() && map.keys().contains("type")) {
                ids.putIfAbsent(id, map.value("id").orElseThrow().place());
            }
            map.entries().values().forEach(entry -> collect(entry.value(), ids));
        }
    }

    private static String text(MapNode map, String key) {
        return map.value(key).orElse(map) instanceof ScalarNode scalar
                        && scalar.value().orElse("") instanceof String text
                ? text
                : "";
    }
}
