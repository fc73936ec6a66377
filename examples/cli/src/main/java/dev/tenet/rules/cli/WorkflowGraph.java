package dev.tenet.rules.cli;

import dev.tenet.rules.cli.Mermaid.Shape;
import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws the steps of workflows, with their branches, loops and error handling. */
final class WorkflowGraph {
    /** What a step works on, by the first of these keys that it has. */
    private static final List<String> SUBJECTS =
            List.of("function", "query", "table", "workflow", "channel", "items", "signal", "duration");

    private final Mermaid graph = new Mermaid("TB");

    private WorkflowGraph() {}

    /** An arrow that waits for the node it leads to. */
    private record End(String node, String label) {}

    /** @param workflows the value behind {@code workflows} */
    static String of(MapNode workflows) {
        WorkflowGraph drawing = new WorkflowGraph();
        workflows.entries().forEach((name, entry) -> drawing.workflow(name, (MapNode) entry.value()));
        return drawing.graph.toString();
    }

    private void workflow(String name, MapNode workflow) {
        graph.begin(name);
        String start = graph.node(Shape.ROUND, "start" + trigger(workflow));
        List<End> ends = steps(workflow.value("steps"), List.of(new End(start, "")));
        close(ends, graph.node(Shape.ROUND, "end"));
        for (Node handler : items(workflow.value("error_handling"))) {
            graph.dotted(start, "on " + text(handler, "on_error"), graph.node(Shape.HEXAGON, handling(handler)));
        }
        graph.end();
    }

    private static String trigger(MapNode workflow) {
        String type = workflow.value("trigger").map(it -> text(it, "type")).orElse("");
        return type.isEmpty() ? "" : "\n" + type;
    }

    private static String handling(Node handler) {
        String steps = items(child(handler, "steps")).stream()
                .map(WorkflowGraph::scalar)
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
        return (text(handler, "action") + " " + steps + text(handler, "to_session")).strip();
    }

    /** Draws steps one after the other; a step alone counts as a list of one. */
    private List<End> steps(Optional<Node> steps, List<End> from) {
        List<End> ends = from;
        for (Node step : items(steps)) {
            ends = step(step, ends);
        }
        return ends;
    }

    private List<End> step(Node step, List<End> from) {
        return switch (text(step, "type")) {
            case "conditional" -> conditional(step, from);
            case "loop", "for_each" -> loop(step, from);
            case "parallel" -> parallel(step, from);
            default -> List.of(new End(draw(Shape.BOX, step, from), ""));
        };
    }

    private List<End> conditional(Node step, List<End> from) {
        String node = draw(Shape.DIAMOND, step, from);
        List<End> ends = new ArrayList<>(steps(child(step, "if_true"), List.of(new End(node, "true"))));
        ends.addAll(steps(child(step, "if_false"), List.of(new End(node, "false"))));
        return ends;
    }

    private List<End> loop(Node step, List<End> from) {
        String node = draw(Shape.DIAMOND, step, from);
        close(steps(child(step, "actions"), List.of(new End(node, "again"))), node);
        return List.of(new End(node, "done"));
    }

    private List<End> parallel(Node step, List<End> from) {
        String node = draw(Shape.HEXAGON, step, from);
        List<End> ends = new ArrayList<>();
        if (child(step, "branches").orElse(null) instanceof MapNode branches) {
            branches.entries()
                    .forEach((name, branch) ->
                            ends.addAll(steps(Optional.of(branch.value()), List.of(new End(node, name)))));
        }
        return ends;
    }

    private String draw(Shape shape, Node step, List<End> from) {
        String id = text(step, "id");
        String subject = SUBJECTS.stream()
                .map(key -> text(step, key))
                .filter(it -> !it.isEmpty())
                .findFirst()
                .orElse("");
        String what = (text(step, "action") + " " + subject + text(step, "condition")).strip();
        String title = id.isEmpty() ? text(step, "type") : id + " (" + text(step, "type") + ")";
        String node = graph.node(shape, what.isEmpty() ? title : title + "\n" + what);
        close(from, node);
        return node;
    }

    private void close(List<End> ends, String node) {
        ends.forEach(end -> graph.arrow(end.node(), end.label(), node));
    }

    private static Optional<Node> child(Node node, String key) {
        return node instanceof MapNode map ? map.value(key) : Optional.empty();
    }

    private static List<Node> items(Optional<Node> node) {
        return node.map(it -> it instanceof ListNode list ? list.items() : List.of(it))
                .orElse(List.of());
    }

    private static String text(Node node, String key) {
        return child(node, key).map(WorkflowGraph::scalar).orElse("");
    }

    private static String scalar(Node node) {
        return node instanceof ScalarNode scalar ? String.valueOf(scalar.value().orElse("")) : "";
    }
}
