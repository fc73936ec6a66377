package dev.tenet.rules;

import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.NodeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Every single change of the text of one rules file: each key deleted with its value, each key misspelt, each value
 * replaced by values of other types.
 */
final class TextMutants {
    private final YamlText text;
    private final List<Mutant> mutants = new ArrayList<>();

    private TextMutants(YamlText text) {
        this.text = text;
    }

    /** What was done. */
    enum Kind {
        DELETE,
        MISSPELL,
        TYPE
    }

    /**
     * One change.
     *
     * @param path the key or value that was changed
     * @param value the replacement, for messages
     * @param code the problem that the change should be reported as, if nothing else is said
     * @param reportedAt where, as an offset in the text as it was
     * @param from where the changed part began
     * @param until where it ended in the text as it was
     * @param replacement what stands there now
     */
    record Mutant(
            String path,
            Kind kind,
            String value,
            String code,
            int reportedAt,
            int from,
            int until,
            String replacement) {
        String applyTo(String original) {
            return original.substring(0, from) + replacement + original.substring(until);
        }

        /** Where something that was at an offset is after the change. */
        int moved(int offset) {
            return offset < until ? Math.min(offset, from) : offset - (until - from) + replacement.length();
        }

        @Override
        public String toString() {
            return path + " | " + kind.name().toLowerCase(Locale.ROOT) + (value.isEmpty() ? "" : " " + value);
        }
    }

    /** The mutants of the file with these top-level keys. */
    static List<Mutant> of(YamlText text, MapNode root) {
        TextMutants all = new TextMutants(text);
        int start = text.offset(root.entries().values().iterator().next().key());
        all.visit("", root, start);
        return all.mutants;
    }

    private void visit(String path, Node node, int reportedAt) {
        if (node instanceof MapNode map) {
            List<Map.Entry<String, MapNode.Entry>> entries =
                    new ArrayList<>(map.entries().entrySet());
            for (int i = 0; i < entries.size(); i++) {
                String key = entries.get(i).getKey();
                MapNode.Entry entry = entries.get(i).getValue();
                String child = path.isEmpty() ? key : path + "." + key;
                delete(child, map, entries, i, reportedAt);
                misspell(child, key, entry);
                retype(child, entry.value());
                visit(child, entry.value(), text.offset(entry.key()));
            }
        } else if (node instanceof ListNode list) {
            for (int i = 0; i < list.items().size(); i++) {
                Node item = list.items().get(i);
                retype(path + "[" + i + "]", item);
                visit(path + "[" + i + "]", item, text.offset(item.place()));
            }
        }
    }

    private void delete(
            String path, MapNode map, List<Map.Entry<String, MapNode.Entry>> entries, int index, int reportedAt) {
        MapNode.Entry entry = entries.get(index).getValue();
        int from = text.offset(entry.key());
        int until = text.end(entry.value());
        String left = "";
        boolean last = index == entries.size() - 1;
        if (!last) {
            until = text.offset(entries.get(index + 1).getValue().key());
        } else if (index == 0) {
            left = text.isFlow(map) ? "" : "{}";
        } else if (text.isFlow(map)) {
            from = text.end(entries.get(index - 1).getValue().value());
        } else {
            from = text.lineStart(from);
            until = text.nextLine(until);
        }
        add(path, Kind.DELETE, "", "missing-key", reportedAt, from, until, left);
    }

    /** The last letter is forgotten, or in very short words two letters change places. */
    private void misspell(String path, String key, MapNode.Entry entry) {
        int from = text.offset(entry.key());
        String wrong = key.length() > 2
                ? key.substring(0, key.length() - 1)
                : new StringBuilder(key).reverse().toString();
        add(path, Kind.MISSPELL, "", "unknown-key", from, from, from + key.length(), wrong);
    }

    private void retype(String path, Node value) {
        int from = text.offset(value.place());
        for (String other : others(value.kind())) {
            add(path, Kind.TYPE, other, "wrong-type", from, from, text.end(value), other);
        }
    }

    private static List<String> others(NodeKind kind) {
        return switch (kind) {
            case TEXT -> List.of("12", "[wrong]", "null");
            case INTEGER, NUMBER, BOOLEAN -> List.of("\"text\"", "{wrong: type}", "null");
            case LIST -> List.of("\"text\"", "{wrong: type}", "null");
            case MAP -> List.of("\"text\"", "12", "null");
            case NULL -> List.of();
        };
    }

    private void add(
            String path, Kind kind, String value, String code, int reportedAt, int from, int until, String left) {
        mutants.add(new Mutant(path, kind, value, code, reportedAt, from, until, left));
    }
}
