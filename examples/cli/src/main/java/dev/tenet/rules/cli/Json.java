package dev.tenet.rules.cli;

import dev.tenet.rules.SourceLocation;
import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.ScalarNode;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An object of JSON (RFC 8259) that is being written. Keys keep their order; two spaces a level, so that golden files
 * and people can compare two outputs line by line.
 */
final class Json {
    /** Stands for a value that is not shown. */
    static final String HIDDEN = "***";

    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    static Json object() {
        return new Json();
    }

    /** Adds a value: text, a number, true or false, null, a list or map of these, or an object. */
    Json with(String key, @Nullable Object value) {
        fields.put(key, value);
        return this;
    }

    /** Adds a value if there is one. */
    Json with(String key, Optional<?> value) {
        value.ifPresent(it -> fields.put(key, it));
        return this;
    }

    /** Adds everything that another object has. */
    Json with(Json other) {
        fields.putAll(other.fields);
        return this;
    }

    /** Adds the file, line and column of a place; a whole file has no line. */
    Json with(SourceLocation location) {
        with("file", location.file());
        return location.line() == 0 ? this : with("line", location.line()).with("column", location.column());
    }

    /** The value of a node of the rules. */
    static @Nullable Object value(Node node, Predicate<Node> hidden) {
        if (hidden.test(node)) {
            return HIDDEN;
        } else if (node instanceof MapNode map) {
            Json object = object();
            map.entries().forEach((key, entry) -> object.with(key, value(entry.value(), hidden)));
            return object;
        } else if (node instanceof ListNode list) {
            return list.items().stream().map(item -> value(item, hidden)).toList();
        } else if (node instanceof ScalarNode scalar) {
            return scalar.value().orElse(null);
        }
        throw new AssertionError(node);
    }

    /** The whole text over several lines. */
    @Override
    public String toString() {
        return text(this);
    }

    /** Any value over several lines. */
    static String text(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(value, "\n", out);
        return out.toString();
    }

    /** Any value on one line. */
    static String line(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(value, "", out);
        return out.toString();
    }

    /** @param newline the line end and indentation of this level; empty for one line */
    private static void write(@Nullable Object value, String newline, StringBuilder out) {
        if (value instanceof Json object) {
            writeMap(object.fields, newline, out);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map, newline, out);
        } else if (value instanceof List<?> list) {
            writeList(list, newline, out);
        } else if (value == null || value instanceof Boolean || isFinite(value)) {
            out.append(value);
        } else {
            quote(value.toString(), out);
        }
    }

    /** JSON has no infinity; those are quoted. */
    private static boolean isFinite(Object value) {
        return value instanceof Long
                || value instanceof Integer
                || (value instanceof Double number && Double.isFinite(number));
    }

    private static void writeMap(Map<?, ?> map, String newline, StringBuilder out) {
        String inner = newline.isEmpty() ? "" : newline + "  ";
        String separator = "";
        out.append('{');
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator).append(inner);
            quote(String.valueOf(entry.getKey()), out);
            out.append(": ");
            write(entry.getValue(), inner, out);
            separator = newline.isEmpty() ? ", " : ",";
        }
        out.append(map.isEmpty() ? "" : newline).append('}');
    }

    private static void writeList(List<?> list, String newline, StringBuilder out) {
        String inner = newline.isEmpty() ? "" : newline + "  ";
        out.append('[');
        for (Iterator<?> items = list.iterator(); items.hasNext(); ) {
            out.append(inner);
            write(items.next(), inner, out);
            out.append(items.hasNext() ? newline.isEmpty() ? ", " : "," : newline);
        }
        out.append(']');
    }

    /** Text in quotes; what could drive a terminal or end a line is escaped, and YAML reads it too. */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder();
        quote(text, out);
        return out.toString();
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (plain(c)) {
                        out.append(c);
                    } else {
                        out.append(String.format("\\u%04x", (int) c));
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean plain(char c) {
        return c >= ' '
                && c != 0x7f
                && !(c >= 0x80 && c < 0xa0)
                && !(c >= 0x2028 && c <= 0x202e)
                && !(c >= 0x2066 && c <= 0x2069)
                && c != 0xfeff
                && c < 0xfffe;
    }
}
