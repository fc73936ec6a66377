package dev.tenet.rules;

import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.ScalarNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Every single change of a located tree: each key deleted, each misspelt, each list item repeated, each value replaced
 * by one of another type or form. What is not changed keeps its place.
 */
final class NodeMutants {
    private static final List<@Nullable Object> SCALARS =
            Arrays.asList("", "text", "no-name", -1L, 0L, 1L, 7L, 100_000_000L, 0.5, true, null);

    private final Map<String, MapNode> mutants = new LinkedHashMap<>();

    private NodeMutants() {}

    /** The mutants by what was done. */
    static Map<String, MapNode> of(MapNode root) {
        NodeMutants all = new NodeMutants();
        all.children("", root, mutant -> mutant);
        return all.mutants;
    }

    private void add(String what, Node root) {
        mutants.put(what, (MapNode) root);
    }

    /** {@code inRoot} puts a changed value into a copy of the tree. */
    private void value(String path, Node value, UnaryOperator<Node> inRoot) {
        SCALARS.forEach(scalar -> add(path + " = " + scalar, inRoot.apply(new ScalarNode(value.place(), scalar))));
        add(path + " = []", inRoot.apply(new ListNode(value.place(), List.of())));
        add(path + " = {}", inRoot.apply(new MapNode(value.place(), new LinkedHashMap<>())));
        children(path, value, inRoot);
    }

    private void children(String path, Node parent, UnaryOperator<Node> inRoot) {
        if (parent instanceof MapNode map) {
            map.entries().forEach((key, entry) -> {
                String child = path + "/" + key;
                add(child + " deleted", inRoot.apply(changed(map, copy -> copy.remove(key))));
                add(child + " misspelt", inRoot.apply(changed(map, copy -> {
                    copy.remove(key);
                    copy.put(key + "-", entry);
                })));
                value(
                        child,
                        entry.value(),
                        other -> inRoot.apply(changed(
                                map, copy -> copy.put(key, new MapNode.Entry(entry.key(), other)))));
            });
        } else if (parent instanceof ListNode list) {
            for (int i = 0; i < list.items().size(); i++) {
                int index = i;
                Node item = list.items().get(i);
                List<Node> twice = new ArrayList<>(list.items());
                twice.add(again(item));
                add(path + "/" + i + " twice", inRoot.apply(new ListNode(list.place(), twice)));
                value(path + "/" + i, item, other -> {
                    List<Node> copy = new ArrayList<>(list.items());
                    copy.set(index, other);
                    return inRoot.apply(new ListNode(list.place(), copy));
                });
            }
        }
    }

    /** The same value at a place of its own. */
    private static Node again(Node item) {
        Place next = new Place(
                item.place().source(), item.place().line(), item.place().column() + 1);
        return item instanceof ScalarNode scalar
                ? new ScalarNode(next, scalar.value().orElse(null))
                : item;
    }

    private static MapNode changed(MapNode map, Consumer<Map<String, MapNode.Entry>> change) {
        Map<String, MapNode.Entry> copy = new LinkedHashMap<>(map.entries());
        change.accept(copy);
        return new MapNode(map.place(), copy);
    }
}
