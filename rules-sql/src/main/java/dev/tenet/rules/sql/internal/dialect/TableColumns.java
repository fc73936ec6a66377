package dev.tenet.rules.sql.internal.dialect;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * What is known of tables, by the names that the database has for them and their columns. Immutable.
 *
 * @param nullable for each table each of its columns, with whether a row may have NULL there
 */
public record TableColumns(Map<String, Map<String, Boolean>> nullable) {
    /** Nothing is known. */
    public static final TableColumns UNKNOWN = new TableColumns(Map.of());

    /** Takes its own copies. */
    public TableColumns {
        Map<String, Map<String, Boolean>> copy = new HashMap<>();
        nullable.forEach((table, columns) -> copy.put(table, Map.copyOf(columns)));
        nullable = Collections.unmodifiableMap(copy);
    }

    /** The columns of a table; none where it is not known. */
    Map<String, Boolean> of(String table) {
        return nullable.getOrDefault(table, Map.of());
    }

    /** This, with what another knows, which counts for the tables that both know. */
    public TableColumns with(TableColumns newer) {
        Map<String, Map<String, Boolean>> all = new HashMap<>(nullable);
        all.putAll(newer.nullable);
        return new TableColumns(all);
    }

    /** The same tables, were every column of theirs declared NOT NULL. */
    public TableColumns withoutNulls() {
        Map<String, Map<String, Boolean>> all = new HashMap<>();
        nullable.forEach((table, columns) -> {
            Map<String, Boolean> filled = new HashMap<>(columns);
            filled.replaceAll((column, mayBeNull) -> false);
            all.put(table, filled);
        });
        return new TableColumns(all);
    }
}
