package dev.tenet.rules;

import dev.tenet.rules.internal.text.Printable;
import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What changed between two rule sets, by path. Maps are compared key by key, lists position by position; a value that
 * only moved to another file or layer is no change. {@code 1} and {@code 1.0} differ, as in the equality of rule sets.
 *
 * @param changes every changed value, in the order of the rules
 */
public record RuleSetDiff(List<Change> changes) {
    /**
     * One changed value.
     *
     * @param path its path, such as {@code sla_targets.shell.target_minutes}
     * @param before where and what it was; empty if it was added
     * @param after where and what it is; empty if it was removed
     */
    public record Change(String path, Optional<Origin> before, Optional<Origin> after) {
        /** Whether it is the value of a top-level key, or lies in it. */
        boolean isIn(String key) {
            String parent = ValuePath.child("", key);
            return path.startsWith(parent)
                    && (path.length() == parent.length() || ".[".indexOf(path.charAt(parent.length())) >= 0);
        }

        @Override
        public String toString() {
            String name = Printable.line(path);
            if (before.isEmpty()) {
                return "added " + name + ": " + after.orElseThrow();
            }
            if (after.isEmpty()) {
                return "removed " + name + ": " + before.get();
            }
            return "changed " + name + ": " + before.get() + " -> " + after.get();
        }
    }

    /** Takes its own copy of the list. */
    public RuleSetDiff {
        changes = List.copyOf(changes);
    }

    /** What changed from one rule set to another. */
    public static RuleSetDiff between(RuleSet before, RuleSet after) {
        List<Change> changes = new ArrayList<>();
        compareMaps("", before.merged(), after.merged(), changes);
        return new RuleSetDiff(changes);
    }

    /** Whether nothing changed. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** One line a change. */
    @Override
    public String toString() {
        return changes.stream().map(Change::toString).collect(Collectors.joining("\n"));
    }

    private static void compare(String path, Node before, Node after, List<Change> changes) {
        if (before instanceof MapNode beforeMap && after instanceof MapNode afterMap) {
            compareMaps(path, beforeMap, afterMap, changes);
        } else if (before instanceof ListNode beforeList && after instanceof ListNode afterList) {
            compareLists(path, beforeList.items(), afterList.items(), changes);
        } else if (!before.sameValue(after)) {
            changes.add(new Change(path, origin(before), origin(after)));
        }
    }

    private static void compareMaps(String path, MapNode before, MapNode after, List<Change> changes) {
        Set<String> keys = new LinkedHashSet<>(before.keys());
        keys.addAll(after.keys());
        for (String key : keys) {
            compareEnds(ValuePath.child(path, key), before.value(key), after.value(key), changes);
        }
    }

    private static void compareLists(String path, List<Node> before, List<Node> after, List<Change> changes) {
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            Optional<Node> left = i < before.size() ? Optional.of(before.get(i)) : Optional.empty();
            Optional<Node> right = i < after.size() ? Optional.of(after.get(i)) : Optional.empty();
            compareEnds(ValuePath.child(path, i), left, right, changes);
        }
    }

    private static void compareEnds(String path, Optional<Node> before, Optional<Node> after, List<Change> changes) {
        if (before.isPresent() && after.isPresent()) {
            compare(path, before.get(), after.get(), changes);
        } else {
            changes.add(new Change(path, before.flatMap(RuleSetDiff::origin), after.flatMap(RuleSetDiff::origin)));
        }
    }

    private static Optional<Origin> origin(Node node) {
        return Optional.of(new Origin(node.place().location(), node.toString()));
    }
}
