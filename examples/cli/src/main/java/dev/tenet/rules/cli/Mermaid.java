package dev.tenet.rules.cli;

import java.util.HashMap;
import java.util.Map;

/** A flowchart in the Mermaid language that is being written. */
final class Mermaid {
    private static final int LONGEST = 80;

    private final StringBuilder out;
    private final Map<String, String> known = new HashMap<>();
    private int nodes;

    Mermaid(String direction) {
        out = new StringBuilder("flowchart ").append(direction).append('\n');
    }

    /** The outlines of nodes. */
    enum Shape {
        BOX("[", "]"),
        ROUND("([", "])"),
        DIAMOND("{", "}"),
        HEXAGON("{{", "}}");

        private final String open;
        private final String close;

        Shape(String open, String close) {
            this.open = open;
            this.close = close;
        }
    }

    /** Draws a node and gives its id. */
    String node(Shape shape, String label) {
        String id = "n" + nodes++;
        out.append("  ")
                .append(id)
                .append(shape.open)
                .append(text(label))
                .append(shape.close)
                .append('\n');
        return id;
    }

    /** The id of the node with this label, which is drawn the first time. */
    String shared(Shape shape, String label) {
        return known.computeIfAbsent(label, it -> node(shape, it));
    }

    /** @param label empty for none */
    void arrow(String from, String label, String to) {
        edge(from, "-->", label, to);
    }

    /** @param label empty for none */
    void dotted(String from, String label, String to) {
        edge(from, "-.->", label, to);
    }

    private void edge(String from, String arrow, String label, String to) {
        String said = label.isEmpty() ? "" : "|" + text(label) + "|";
        out.append("  ")
                .append(from)
                .append(' ')
                .append(arrow)
                .append(said)
                .append(' ')
                .append(to)
                .append('\n');
    }

    void mark(String node, String style) {
        out.append("  style ").append(node).append(' ').append(style).append('\n');
    }

    void begin(String title) {
        out.append("  subgraph g")
                .append(nodes++)
                .append('[')
                .append(text(title))
                .append("]\n");
    }

    void end() {
        out.append("  end\n");
    }

    /** In quotes, with everything that Mermaid or the page around it would read as its own written as an entity. */
    private static String text(String label) {
        String line = label.length() <= LONGEST ? label : label.substring(0, LONGEST - 3) + "...";
        StringBuilder out = new StringBuilder("\"");
        line.codePoints().forEach(c -> {
            if (c == '\n') {
                out.append("<br/>");
            } else if (Character.isISOControl(c)) {
                out.append(' ');
            } else if ("\"#<>&`;\\[]{}|".indexOf(c) >= 0) {
                out.append('#').append(c).append(';');
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.append('"').toString();
    }

    @Override
    public String toString() {
        return out.toString().stripTrailing();
    }
}
