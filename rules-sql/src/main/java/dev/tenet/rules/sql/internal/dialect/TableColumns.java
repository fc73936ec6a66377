package dev.tenet.rules.sql.internal.dialect;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What is known of tables, by the names that the database has for them and their columns. Immutable.
 *
 * @param nullable for each table each of its columns, with whether a row may have NULL there
 * @param worded the texts that say where NULL comes even where none can be, for an index that has that order
 */
public record TableColumns(Map<String, Map<String, Boolean>> nullable, Set<String> worded) {
    /** Nothing is known. */
    public static final TableColumns UNKNOWN = new TableColumns(Map.of());

    /** Takes its own copies. */
    public TableColumns {
        Map<String, Map<String, Boolean>> copy = new HashMap<>();
        nullable.forEach((table, columns) -> copy.put(table, Map.copyOf(columns)));
        nullable = Collections.unmodifiableMap(copy);
        worded = Set.copyOf(worded);
    }

    /** Tables alone. */
    public TableColumns(Map<String, Map<String, Boolean>> nullable) {
        this(nullable, Set.of());
    }

    /** The same tables, and these texts. */
    public TableColumns withWorded(Set<String> texts) {
        return new TableColumns(nullable, texts);
    }

    /** The columns of a table; none where it is not known. */
    Map<String, Boolean> of(String table) {
        return nullable.getOrDefault(table, Map.of());
    }

    /** This, with what another knows, which counts for the tables that both know, and for all texts. */
    public TableColumns with(TableColumns newer) {
        Map<String, Map<String, Boolean>> all = new HashMap<>(nullable);
        all.putAll(newer.nullable);
        return new TableColumns(all, newer.worded);
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
