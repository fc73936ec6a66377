package dev.tenet.rules.sql.internal.dialect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the names of columns in one SELECT, or in one change of a table, mean, as far as that is certain. */
final class SelectNames {
    private final TableColumns known;
    private final List<Source> sources = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();
    private final List<NamedColumn> uses = new ArrayList<>();

    /** Whether a name means something here. */
    enum Finding {
        /** It does, or nobody knows. */
        POSSIBLE,
        /** Not here; perhaps in what is around it. */
        OUTSIDE,
        /** Its table is here, and has no such column. */
        ABSENT
    }

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

    /** What rows come from, by the name that it has here; without columns where they are not known. */
    private record Source(String name, String table, Map<String, Boolean> columns, boolean optional) {}

    /** A value of the result; without a label where that is the database's choice, without a name if it is no column. */
    private record Value(Optional<String> label, Optional<Name> name) {
        /** Whether it is a column by its own name. */
        boolean isItself() {
            return name.map(Name::column).equals(label);
        }
    }

    SelectNames(TableColumns known) {
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

    /** The column that a name behind ORDER BY means. A label of the result hides the columns of that name. */
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

    /** Takes note of a column that is named here, or further inside. */
    void use(NamedColumn column) {
        uses.add(column);
    }

    /** All that are named here. */
    List<NamedColumn> uses() {
        return uses;
    }

    /** Looks for a column, whatever the case of its letters; the columns of tables are taken to be in lower case. */
    Finding find(NamedColumn use) {
        String column = use.column().toLowerCase(Locale.ROOT);
        boolean alone = use.table().isEmpty();
        Finding finding = Finding.OUTSIDE;
        for (Source source : sources) {
            if (alone || source.name().equalsIgnoreCase(use.table())) {
                if (source.columns().isEmpty() || source.columns().containsKey(column)) {
                    return Finding.POSSIBLE;
                }
                finding = alone ? Finding.OUTSIDE : Finding.ABSENT;
            }
        }
        boolean labelled = values.stream()
                .anyMatch(
                        value -> value.label().filter(column::equalsIgnoreCase).isPresent() && !value.isItself());
        return alone && labelled ? Finding.POSSIBLE : finding;
    }
}
