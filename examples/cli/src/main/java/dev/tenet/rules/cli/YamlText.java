package dev.tenet.rules.cli;

import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.ScalarNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes values of the rules as YAML that reads back as the same values: maps and lists of maps in block style, other
 * lists in flow style, text without quotes where that is safe beyond doubt.
 */
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][\\w./-]*( [\\w./-]+)*");
    /** Some readers take these for something else than text. */
    private static final Set<String> WORDS = Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

    private static final Pattern BLOCK = Pattern.compile("\\S.*\\S\\n?", Pattern.DOTALL);

    private final Predicate<Node> hidden;
    private final StringBuilder out = new StringBuilder();

    private YamlText(Predicate<Node> hidden) {
        this.hidden = hidden;
    }

    /**
     * The text of a value, without an end of line behind it.
     *
     * @param path the value's path; empty for the root
     * @param hidden the values to be shown as asterisks
     * @param comment what to say beside a value that layers replace whole, by its path; empty for nothing
     */
    static String of(Node node, String path, Predicate<Node> hidden, Function<String, String> comment) {
        YamlText text = new YamlText(hidden);
        if (text.isBlockMap(node)) {
            text.map((MapNode) node, path, "", "", comment);
        } else if (text.isBlockList(node)) {
            text.list((ListNode) node, "");
        } else {
            text.leaf(node, path, "  ", comment);
        }
        return text.out.toString().stripTrailing();
    }

    private boolean isBlockMap(Node node) {
        return node instanceof MapNode map && !map.keys().isEmpty() && !hidden.test(map);
    }

    private boolean isBlockList(Node node) {
        return node instanceof ListNode list
                && !hidden.test(list)
                && list.items().stream().anyMatch(this::isBlockMap);
    }

    /** @param first what stands before the first key: nothing where a dash stands on the line already */
    private void map(MapNode map, String path, String first, String indent, Function<String, String> comment) {
        String before = first;
        for (Map.Entry<String, MapNode.Entry> entry : map.entries().entrySet()) {
            Node value = entry.getValue().value();
            String at = Paths.child(path, entry.getKey());
            out.append(before).append(text(entry.getKey())).append(':');
            if (isBlockMap(value)) {
                out.append('\n');
                map((MapNode) value, at, indent + "  ", indent + "  ", comment);
            } else if (isBlockList(value)) {
                end(comment.apply(at));
                list((ListNode) value, indent + "  ");
            } else {
                out.append(' ');
                leaf(value, at, indent + "  ", comment);
            }
            before = indent;
        }
    }

    private void list(ListNode list, String indent) {
        for (Node item : list.items()) {
            out.append(indent).append("- ");
            if (isBlockMap(item)) {
                map((MapNode) item, "", "", indent + "  ", YamlText::nothing);
            } else {
                leaf(item, "", indent + "  ", YamlText::nothing);
            }
        }
    }

    private void leaf(Node node, String path, String indent, Function<String, String> comment) {
        String lines = node instanceof ScalarNode scalar
                ? String.valueOf(scalar.value().orElse(""))
                : "";
        if (hidden.test(node) || !isBlock(lines)) {
            out.append(flow(node));
            end(comment.apply(path));
            return;
        }
        out.append(lines.endsWith("\n") ? "|" : "|-");
        end(comment.apply(path));
        lines.lines()
                .forEach(line -> out.append(line.isEmpty() ? "" : indent + line).append('\n'));
    }

    /** Whether text can stand as it is, line by line. */
    private static boolean isBlock(String text) {
        return text.contains("\n")
                && BLOCK.matcher(text).matches()
                && Json.quoted(text).length()
                        == text.length()
                                + 2
                                + text.chars().filter(YamlText::isMarked).count();
    }

    /** What quoting marks with one more character, and a block does not need to. */
    private static boolean isMarked(int c) {
        return c == '\n' || c == '"' || c == '\\';
    }

    /** Layers replace a list as a whole, so there is nothing to say beside what stands in it. */
    private static String nothing(String path) {
        return "";
    }

    private void end(String comment) {
        out.append(comment.isEmpty() ? "" : "  # " + comment).append('\n');
    }

    private String flow(Node node) {
        if (hidden.test(node)) {
            return Json.quoted(Json.HIDDEN);
        } else if (node instanceof ListNode list) {
            return list.items().stream().map(this::flow).collect(Collectors.joining(", ", "[", "]"));
        } else if (node instanceof MapNode map) {
            return map.entries().entrySet().stream()
                    .map(entry ->
                            text(entry.getKey()) + ": " + flow(entry.getValue().value()))
                    .collect(Collectors.joining(", ", "{", "}"));
        } else if (node instanceof ScalarNode scalar) {
            return scalar.value().map(YamlText::scalar).orElse("null");
        }
        throw new AssertionError(node);
    }

    private static String scalar(Object value) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            return number.isNaN() ? ".nan" : number > 0 ? ".inf" : "-.inf";
        }
        return value instanceof String text ? text(text) : value.toString();
    }

    private static String text(String text) {
        return PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))
                ? text
                : Json.quoted(text);
    }
}
