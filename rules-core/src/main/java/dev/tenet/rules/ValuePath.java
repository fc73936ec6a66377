package dev.tenet.rules;

import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way to a value: {@code sla_targets.shell.target_minutes}, {@code dashboard_panels[0].id}, and
 * {@code theme["a.b"]} for a key that is no plain name.
 */
final class ValuePath {
    private static final Pattern STEP =
            Pattern.compile("\\[(\\d{1,9})]|\\[\"((?:[^\"\\\\]|\\\\.)*)\"]|\\.?([^.\\[\\]\"]+)");
    private static final Pattern PLAIN = Pattern.compile("[^.\\[\\]\"\\\\]+");

    /** Keys are strings, positions in a list integers. */
    private final List<Object> steps;

    private ValuePath(List<Object> steps) {
        this.steps = steps;
    }

    /**
     * Reads a path.
     *
     * @throws IllegalArgumentException if it is none
     */
    static ValuePath parse(String text) {
        List<Object> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(text);
        int at = 0;
        while (at < text.length() && matcher.find(at) && matcher.start() == at) {
            boolean dotted = matcher.group().startsWith(".");
            if (matcher.group(1) != null) {
                steps.add(Integer.valueOf(matcher.group(1)));
            } else if (matcher.group(2) != null) {
                steps.add(matcher.group(2).replaceAll("\\\\(.)", "$1"));
            } else if (dotted == !steps.isEmpty()) {
                steps.add(matcher.group(3));
            } else {
                break;
            }
            at = matcher.end();
        }
        if (at < text.length() || steps.isEmpty()) {
            throw new IllegalArgumentException("got \"" + text + "\", want a path such as"
                    + " sla_targets.shell.target_minutes or dashboard_panels[0].id; it is wrong at character "
                    + (at + 1));
        }
        return new ValuePath(steps);
    }

    /** The path of a key below another path; the empty text is the path of the root. */
    static String child(String parent, String key) {
        if (!PLAIN.matcher(key).matches()) {
            return parent + "[\"" + key.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
        }
        return parent.isEmpty() ? key : parent + "." + key;
    }

    /** The path of an item of the list at another path. */
    static String child(String parent, int index) {
        return parent + "[" + index + "]";
    }

    /** The value at this path, if it is there. */
    Optional<Node> in(Node root) {
        Optional<Node> node = Optional.of(root);
        for (Object step : steps) {
            node = node.flatMap(parent -> step(parent, step));
        }
        return node;
    }

    /**
     * The last value on the way to this path that ends the way: the value itself, or what stands in its place, such as
     * the {@code null} that removes a map around it. Empty if the way ends in a map or list that lacks the next step.
     */
    Optional<Node> endIn(Node root) {
        Node node = root;
        for (Object step : steps) {
            Optional<Node> next = step(node, step);
            if (next.isEmpty()) {
                return node instanceof MapNode ? Optional.empty() : Optional.of(node);
            }
            node = next.get();
        }
        return Optional.of(node);
    }

    private static Optional<Node> step(Node parent, Object step) {
        if (step instanceof String key) {
            return parent instanceof MapNode map ? map.value(key) : Optional.empty();
        }
        int index = (Integer) step;
        return parent instanceof ListNode list && index < list.items().size()
                ? Optional.of(list.items().get(index))
                : Optional.empty();
    }
}
