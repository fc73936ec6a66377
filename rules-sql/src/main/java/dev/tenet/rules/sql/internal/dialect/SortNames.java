package dev.tenet.rules.sql.internal.dialect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the names behind the ORDER BY of one SELECT mean, as far as that is certain. */
final class SortNames {
    private final TableColumns known;
    private final List<Source> sources = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();

    /**
     * A column as it is written.
     *
     * @param table what stands before its dot; empty if nothing does
     */
    record Name(String table, String column) {}

    /**
     * A column of a table.
     *
     * @param nullable whether a row of the table may have NULL there
     * @param optional whether a row of the SELECT may have no row of the table
     */
    record Column(String table, String name, boolean nullable, boolean optional) {}

    /** What rows come from, by the name that it has in the SELECT; without columns where they are not known. */
    private record Source(String name, String table, Map<String, Boolean> columns, boolean optional) {}

    /** A value of the result; without a label where that is the database's choice, without a name if it is no column. */
    private record Value(Optional<String> label, Optional<Name> name) {}

    SortNames(TableColumns known) {
        this.known = known;
    }

    /** Adds a table. */
    void table(String table, String alias) {
        sources.add(new Source(alias, table, known.of(table), false));
    }

    /** Adds rows that are of no table of the database. */
    void rows(String alias) {
        sources.add(new Source(alias, alias, Map.of(), false));
    }

    /** Says that all tables from one on, and before another, may have no row beside those of the others. */
    void optional(int from, int to) {
        sources.subList(from, to)
                .replaceAll(source -> new Source(source.name(), source.table(), source.columns(), true));
    }

    /** How many tables there are so far. */
    int size() {
        return sources.size();
    }

    /** Adds a value of the result. */
    void value(Optional<String> label, Optional<Name> name) {
        values.add(new Value(label, name));
    }

    /** The column that a name means. A label of the result hides the columns of that name. */
    Optional<Column> meaning(Name key) {
        if (!key.table().isEmpty()) {
            return column(key);
        }
        Set<Optional<Name>> labelled = new LinkedHashSet<>();
        for (Value value : values) {
            if (value.label().isEmpty()) {
                return Optional.empty();
            } else if (value.label().get().equals(key.column())) {
                labelled.add(value.name());
            }
        }
        if (labelled.isEmpty()) {
            return column(key);
        }
        return labelled.size() == 1 ? labelled.iterator().next().flatMap(this::column) : Optional.empty();
    }

    private Optional<Column> column(Name name) {
        List<Column> found = new ArrayList<>();
        for (Source source : sources) {
            boolean meant = name.table().isEmpty() || name.table().equals(source.name());
            if (meant && source.columns().isEmpty()) {
                return Optional.empty();
            } else if (meant && source.columns().containsKey(name.column())) {
                boolean nullable = source.columns().getOrDefault(name.column(), true);
                found.add(new Column(source.table(), name.column(), nullable, source.optional()));
            }
        }
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
