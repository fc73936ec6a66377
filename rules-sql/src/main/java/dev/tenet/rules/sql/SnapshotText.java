package dev.tenet.rules.sql;

import dev.tenet.rules.sql.DatabaseSnapshot.Column;
import dev.tenet.rules.sql.DatabaseSnapshot.Index;
import dev.tenet.rules.sql.DatabaseSnapshot.Table;
import dev.tenet.rules.sql.IndexDefinition.Direction;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A {@link DatabaseSnapshot} as YAML: one line for each column and index, in the order of their names. */
final class SnapshotText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*( desc)?");
    private static final Set<String> WORDS = Set.of("null", "true", "false");

    private final StringBuilder out = new StringBuilder();

    private SnapshotText() {}

    static String of(DatabaseSnapshot snapshot) {
        SnapshotText text = new SnapshotText();
        text.line(0, "# The tables of a database, written by DatabaseSnapshot. Write it anew when they change.");
        text.line(0, "version: \"1.0\"");
        text.line(0, SnapshotSection.KEY + ":");
        text.line(1, "database: " + scalar(snapshot.database()));
        text.line(1, "dialect: " + snapshot.dialect().yamlName());
        text.line(1, snapshot.tables().isEmpty() ? "tables: {}" : "tables:");
        snapshot.tables().forEach(text::table);
        return text.out.toString();
    }

    private void table(String name, Table table) {
        boolean bare = table.columns().isEmpty()
                && table.primaryKey().isEmpty()
                && table.indexes().isEmpty();
        line(2, scalar(name) + (bare ? ": {}" : ":"));
        if (!table.columns().isEmpty()) {
            line(3, "columns:");
            table.columns().forEach((column, type) -> line(4, scalar(column) + ": " + type(type)));
        }
        if (!table.primaryKey().isEmpty()) {
            line(3, "primary_key: " + list(table.primaryKey()));
        }
        if (!table.indexes().isEmpty()) {
            line(3, "indexes:");
            for (Map.Entry<String, Index> index : table.indexes().entrySet()) {
                line(4, scalar(index.getKey()) + ": " + index(index.getValue()));
            }
        }
    }

    private static String type(Column column) {
        return column.type().map(ValueType::yamlName).orElse(SnapshotSection.ANY)
                + (column.nullable() ? "" : SnapshotSection.NOT_NULL);
    }

    private static String index(Index index) {
        Collection<String> columns = index.columns().stream()
                .map(column -> column.name() + (column.direction() == Direction.DESC ? SnapshotSection.DESCENDING : ""))
                .toList();
        return "{ columns: " + list(columns) + (index.unique() ? ", unique: true }" : " }");
    }

    private static String list(Collection<String> names) {
        return names.stream().map(SnapshotText::scalar).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String scalar(String name) {
        if (PLAIN.matcher(name).matches() && !WORDS.contains(name.toLowerCase(Locale.ROOT))) {
            return name;
        }
        StringBuilder quoted = new StringBuilder("\"");
        name.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }

    private void line(int depth, String text) {
        out.append("  ".repeat(depth)).append(text).append('\n');
    }
}
