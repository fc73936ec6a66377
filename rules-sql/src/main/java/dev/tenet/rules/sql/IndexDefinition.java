package dev.tenet.rules.sql;

import dev.tenet.rules.SourceLocation;
import java.util.List;
import java.util.Objects;

/**
 * An index that queries rely on, as it was written. Immutable.
 *
 * @param table the name of its table, with its schema before a dot if it needs one
 * @param name its own name, unique within its database
 * @param columns its columns in order; at least one
 * @param unique whether no two rows may agree in all columns
 * @param database the name of the database that it stands in
 * @param location where it is written
 */
public record IndexDefinition(
        String table, String name, List<Column> columns, boolean unique, String database, SourceLocation location) {

    /**
     * A column of an index.
     *
     * @param name its name
     * @param direction how it is sorted
     */
    public record Column(String name, Direction direction) {
        /** Checks that nothing is missing. */
        public Column {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(direction, "direction");
        }
    }

    /** How a column of an index is sorted. */
    public enum Direction {
        /** Upwards, the default. */
        ASC,
        /** Downwards. */
        DESC
    }

    /** Takes its own copy of the columns. */
    public IndexDefinition {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(location, "location");
        columns = List.copyOf(columns);
    }
}
