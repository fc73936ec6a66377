package dev.tenet.rules.workflow;

import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps of a workflow as they were written, found where a step may stand and nowhere else. */
final class Steps {
    private static final List<String> NESTED = List.of("actions", "if_true", "if_false", "compensate");

    private Steps() {}

    /** The steps of a list, of a map of branches or of a single step, the nested ones included, from top to bottom. */
    static List<MapNode> within(Node node) {
        List<MapNode> steps = new ArrayList<>();
        collect(node, steps);
        return steps;
    }

    private static void collect(Node node, List<MapNode> steps) {
        if (node instanceof ListNode list) {
            list.items().forEach(item -> collect(item, steps));
        } else if (node instanceof MapNode step) {
            steps.add(step);
            NESTED.forEach(key -> step.value(key).ifPresent(nested -> collect(nested, steps)));
            if (step.value("branches").orElse(null) instanceof MapNode branches) {
                branches.entries().values().forEach(branch -> collect(branch.value(), steps));
            }
        }
    }

    /** The ids of steps, each with its first place. */
    static Map<String, Place> ids(List<MapNode> steps) {
        Map<String, Place> ids = new LinkedHashMap<>();
        for (MapNode step : steps) {
            text(step, "id")
                    .ifPresent(id -> ids.putIfAbsent(
                            id, step.value("id").map(Node::place).orElseGet(step::place)));
        }
        return ids;
    }

    /** Whether the step is of this type. */
    static boolean is(MapNode step, String type) {
        return text(step, "type").filter(type::equals).isPresent();
    }

    /** The text behind a key; empty when there is none, or another value. */
    static Optional<String> text(MapNode map, String key) {
        return map.value(key)
                .flatMap(value -> value instanceof ScalarNode scalar ? scalar.value() : Optional.empty())
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(text -> !text.isEmpty());
    }
}
