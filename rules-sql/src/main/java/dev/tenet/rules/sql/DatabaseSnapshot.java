package dev.tenet.rules.sql;

import dev.tenet.rules.Layer;
import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * The tables of a database, their columns and indexes, as they were at one time: what templates can be checked against
 * where there is no database. Names stand as they would be written without quotes; where the case of letters makes a
 * difference it is lost. Immutable.
 *
 * <pre>{@code
 * DatabaseSnapshot.of("main", dataSource).write(Path.of("config/main.snapshot.yaml"));   // where the database is
 * DatabaseSnapshot.read(Path.of("config/main.snapshot.yaml")).verify(rules);             // where it is not
 * }</pre>
 *
 * @param database the name by which templates know the database
 * @param dialect the SQL that it speaks
 * @param tables its tables and views by their names
 */
public record DatabaseSnapshot(String database, Dialect dialect, SortedMap<String, Table> tables) {

    /**
     * A table or view.
     *
     * @param columns its columns by their names; none where they cannot be known, as of SQLite's virtual tables
     * @param primaryKey the columns of its primary key in order; empty without one
     * @param indexes its indexes by their names; not those over an expression or a part of the rows
     */
    public record Table(SortedMap<String, Column> columns, List<String> primaryKey, SortedMap<String, Index> indexes) {
        /** Takes its own copies. */
        public Table {
            columns = sorted(columns);
            primaryKey = List.copyOf(primaryKey);
            indexes = sorted(indexes);
        }

        /** Its column of a name, whatever the case of its letters. */
        Optional<Column> column(String name) {
            return Optional.ofNullable(columns.get(name));
        }
    }

    /**
     * A column.
     *
     * @param type the type of its values; empty where it may hold any
     * @param nullable whether a row may have none
     */
    public record Column(Optional<ValueType> type, boolean nullable) {
        /** Checks that nothing is missing. */
        public Column {
            Objects.requireNonNull(type, "type");
        }
    }

    /**
     * An index.
     *
     * @param columns its columns in order
     * @param unique whether no two rows may agree in all of them
     */
    public record Index(List<IndexDefinition.Column> columns, boolean unique) {
        /** Takes its own copy. */
        public Index {
            columns = List.copyOf(columns);
        }
    }

    /** Takes its own copy of the tables. */
    public DatabaseSnapshot {
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(dialect, "dialect");
        tables = sorted(tables);
    }

    private static <V> SortedMap<String, V> sorted(Map<String, V> values) {
        SortedMap<String, V> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(values);
        return Collections.unmodifiableSortedMap(sorted);
    }

    /**
     * What a database holds now: of PostgreSQL the schemas of the search path, of the others the one of a connection.
     *
     * @param name the name by which templates know the database
     * @throws SQLException if the database cannot be asked
     * @throws IllegalArgumentException if it is none that Tenet knows
     */
    public static DatabaseSnapshot of(String name, DataSource source) throws SQLException {
        Dialect dialect = Database.of(name, source).dialect();
        try (Connection connection = source.getConnection()) {
            return new Catalogue(connection, dialect).snapshot(name);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if the file cannot be read
     * @throws dev.tenet.rules.RuleSetException if it is no snapshot; it says where
     */
    public static DatabaseSnapshot read(Path file) throws IOException {
        return parse(String.valueOf(file.getFileName()), Files.readString(file));
    }

    /** Reads a text; {@code name} is what problems call it. */
    static DatabaseSnapshot parse(String name, String yaml) {
        RuleSet read = RuleSet.loader()
                .section(new SnapshotSection())
                .layer(Layer.of(name, yaml))
                .load();
        return read.section(DatabaseSnapshot.class);
    }

    /**
     * Writes a file in YAML: sorted, one line for each column and index, the same bytes for the same tables.
     *
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        Files.writeString(file, SnapshotText.of(this));
    }

    /**
     * Checks the templates and indexes that name this database, as far as that can be done without one: that each
     * template has a text for it, and names tables and columns that it has.
     *
     * <p>A text in SQLite's SQL, as all but those written for one other database are, is prepared by SQLite, one in H2's
     * by H2, on empty tables of these names in memory. That wants their driver on the class path. Without it the tables
     * are checked, and of SQLite's texts the columns; of texts in the SQL of PostgreSQL or MariaDB the tables alone. A
     * parameter of another type than the column beside it is a warning, except in PostgreSQL's texts. Not checked are
     * functions, the case of names, names in other schemas, plans and data.
     *
     * @return what was found, sorted by place
     */
    public List<Problem> verify(RuleSource rules) {
        return new SnapshotVerification(rules.current(), this).run();
    }

    /** Its table of a name, whatever the case of its letters. */
    Optional<Table> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }
}
