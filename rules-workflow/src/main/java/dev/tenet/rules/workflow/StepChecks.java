package dev.tenet.rules.workflow;

import dev.tenet.rules.Problem;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.spi.ScalarNode;
import dev.tenet.rules.sql.Queries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a step refers to must be there, and a loop must be able to end. */
final class StepChecks {
    private static final Set<String> FIXED_DURING_A_RUN = Set.of("inputs", "config");

    private final Queries queries;
    private final RunFacts facts;
    private final Problems problems;

    StepChecks(Queries queries, RunFacts facts, Problems problems) {
        this.queries = queries;
        this.facts = facts;
        this.problems = problems;
    }

    void check(MapReader in) {
        MapNode workflow = in.node();
        workflow.value("trigger").ifPresent(trigger -> checkType(trigger, "a trigger"));
        List<MapNode> steps = workflow.value("steps").map(Steps::within).orElse(List.of());
        Map<String, Place> ids = Steps.ids(steps);
        StepExpressions expressions = new StepExpressions(facts.of(workflow, ids.keySet(), steps), problems);
        for (MapNode step : steps) {
            checkType(step, "a step");
            expressions.check(step);
            if (Steps.is(step, "query") || Steps.is(step, "bulk")) {
                checkQuery(step);
            } else if (Steps.is(step, "loop")) {
                expressions.condition(step).ifPresent(condition -> checkLoop(step, condition, ids));
            }
        }
        workflow.value("error_handling").ifPresent(handlers -> checkHandlers(handlers, ids));
    }

    /** Without its type nothing says which keys a map has, so only the one that looks like it can be named. */
    private void checkType(Node node, String what) {
        if (node instanceof MapNode map && !map.keys().contains("type")) {
            map.entries().forEach((key, entry) -> {
                if (problems.suggestion(key, List.of("type")).isPresent()) {
                    problems.unknownKey(entry.key(), key, what, List.of("type"));
                }
            });
        }
    }

    private void checkQuery(MapNode step) {
        Optional<String> name = Steps.text(step, "query");
        if (name.isEmpty()) {
            return;
        }
        if (!queries.names().contains(name.get())) {
            problems.warning(
                    "unknown-query",
                    step.value("query").orElseThrow().place(),
                    "the step runs the query \"" + name.get() + "\", which is not there",
                    problems.suggestion(name.get(), queries.names())
                            .orElse("add it to queries, or the workflow cannot start"));
            return;
        }
        checkParameters(step, name.get());
    }

    private void checkParameters(MapNode step, String query) {
        Set<String> known = queries.parameters(query);
        Place at = step.entry("params")
                .or(() -> step.entry("query"))
                .map(MapNode.Entry::key)
                .orElseGet(step::place);
        Problem.Related definition = new Problem.Related(queries.location(query), "the query is here");
        Set<String> given = step.value("params").orElse(step) instanceof MapNode map
                        && step.keys().contains("params")
                ? map.keys()
                : Set.of();
        for (String parameter : queries.requiredParameters(query)) {
            if (!given.contains(parameter)) {
                problems.warning(
                        "missing-parameter",
                        at,
                        "the query \"" + query + "\" needs the parameter \"" + parameter + '"',
                        "add it to params",
                        definition);
            }
        }
        for (String parameter : given) {
            if (!known.contains(parameter)) {
                problems.warning(
                        "unknown-parameter",
                        ((MapNode) step.value("params").orElseThrow())
                                .entry(parameter)
                                .orElseThrow()
                                .key(),
                        "the query \"" + query + "\" has no parameter \"" + parameter + '"',
                        problems.suggestion(parameter, known).orElse("remove it, or declare it there"),
                        definition);
            }
        }
    }

    /** A loop whose condition reads nothing that its body writes ends only by max_iterations. */
    private void checkLoop(MapNode loop, Expression condition, Map<String, Place> ids) {
        if (condition.toString().contains("now(")) {
            return;
        }
        List<MapNode> body = loop.value("actions").map(Steps::within).orElse(List.of());
        Set<String> written = Steps.ids(body).keySet();
        boolean queried = body.stream().anyMatch(step -> Steps.is(step, "query"));
        if (condition.references().stream().anyMatch(path -> changes(path, written, queried))) {
            return;
        }
        List<Problem.Related> sources = new ArrayList<>();
        condition.references().stream()
                .filter(path -> path.startsWith("steps."))
                .map(path -> path.split("[.\\[]", 3)[1])
                .distinct()
                .forEach(id -> Optional.ofNullable(ids.get(id))
                        .ifPresent(place -> sources.add(
                                new Problem.Related(place.location(), "\"" + id + "\" runs outside the loop"))));
        problems.warning(
                "loop-never-changes",
                loop.value("condition").orElseThrow().place(),
                "nothing in the loop changes what its condition reads, so only max_iterations can end it",
                "read the value in the loop, for example with a query, and test that",
                sources.toArray(Problem.Related[]::new));
    }

    private static boolean changes(String path, Set<String> written, boolean queried) {
        String[] steps = path.split("[.\\[]", 3);
        return switch (steps[0]) {
            case "steps" -> steps.length < 2 || written.contains(steps[1]);
            case "query" -> queried;
            default -> !FIXED_DURING_A_RUN.contains(steps[0]);
        };
    }

    /** A handler that undoes a step which is not there undoes nothing. */
    private void checkHandlers(Node handlers, Map<String, Place> ids) {
        if (!(handlers instanceof ListNode list)) {
            return;
        }
        for (Node handler : list.items()) {
            if (handler instanceof MapNode map && map.value("steps").orElse(map) instanceof ListNode steps) {
                steps.items().forEach(step -> checkUndone(step, ids.keySet()));
            }
        }
    }

    private void checkUndone(Node step, Set<String> ids) {
        if (step instanceof ScalarNode scalar
                && scalar.value().orElse(0) instanceof String id
                && !id.isEmpty()
                && !ids.contains(id)) {
            problems.error(
                    "unknown-step",
                    step.place(),
                    "the workflow has no step with the id \"" + id + '"',
                    problems.suggestion(id, ids).orElse("its steps are " + String.join(", ", ids)));
        }
    }
}
