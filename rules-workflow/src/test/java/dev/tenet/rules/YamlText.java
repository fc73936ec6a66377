package dev.tenet.rules;

import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Place;
import java.util.ArrayList;
import java.util.List;

/** The text of a YAML file written in plain style (no anchors, no text over several lines but {@code |}). */
final class YamlText {
    private final String text;

    YamlText(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }

    int offset(Place place) {
        int at = 0;
        for (int line = 1; line < place.line(); line++) {
            at = nextLine(at);
        }
        return at + place.column() - 1;
    }

    /** The place of an offset as {@code line:column}. */
    static String lineAndColumn(String text, int offset) {
        String before = text.substring(0, offset);
        long line = 1 + before.chars().filter(c -> c == '\n').count();
        return line + ":" + (offset - before.lastIndexOf('\n'));
    }

    /** Where the key of a path stands. */
    int keyOffset(MapNode root, String path) {
        int dot = path.lastIndexOf('.');
        Node parent = dot < 0
                ? root
                : ValuePath.parse(path.substring(0, dot)).in(root).orElseThrow();
        return offset(
                ((MapNode) parent).entry(path.substring(dot + 1)).orElseThrow().key());
    }

    int lineStart(int offset) {
        return text.lastIndexOf('\n', offset - 1) + 1;
    }

    int nextLine(int offset) {
        int end = text.indexOf('\n', offset);
        return end < 0 ? text.length() : end + 1;
    }

    boolean isFlow(Node collection) {
        char first = text.charAt(offset(collection.place()));
        return first == '{' || first == '[';
    }

    /** Where a value ends. */
    int end(Node value) {
        int start = offset(value.place());
        List<Node> children = new ArrayList<>();
        if (value instanceof MapNode map) {
            map.entries().values().forEach(entry -> children.add(entry.value()));
        } else if (value instanceof ListNode list) {
            children.addAll(list.items());
        } else {
            return endOfScalar(start);
        }
        int end = children.isEmpty() ? start + 1 : end(children.get(children.size() - 1));
        return isFlow(value) ? text.indexOf(isMap(value) ? '}' : ']', end) + 1 : end;
    }

    private static boolean isMap(Node value) {
        return value instanceof MapNode;
    }

    private int endOfScalar(int start) {
        char first = text.charAt(start);
        if (first == '"') {
            int end = start + 1;
            while (text.charAt(end) != '"') {
                end += text.charAt(end) == '\\' ? 2 : 1;
            }
            return end + 1;
        } else if (first == '|') {
            return endOfBlock(start);
        }
        int end = start;
        while (",]}#\n".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return start + text.substring(start, end).stripTrailing().length();
    }

    /** The last line that is indented more than the line with the bar. */
    private int endOfBlock(int start) {
        int indent = indent(lineStart(start));
        int end = start;
        int line = nextLine(start);
        while (line < text.length() && (indent(line) > indent || text.charAt(line) == '\n')) {
            if (text.charAt(line) != '\n') {
                end = nextLine(line) - 1;
            }
            line = nextLine(line);
        }
        return end;
    }

    private int indent(int lineStart) {
        int at = lineStart;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at - lineStart;
    }
}
