package dev.tenet.rules.sql;

import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSetException;
import dev.tenet.rules.Severity;
import dev.tenet.rules.sql.IndexCatalog.Found;
import dev.tenet.rules.sql.internal.text.Identifiers;
import dev.tenet.rules.sql.internal.text.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The declared indexes of one database: compares them with those that are there, makes the missing ones, proves that a
 * statement can use them, and drops those that it made. Thread-safe; every method takes a connection of its own, so none
 * of it belongs inside a transaction of the host.
 *
 * <p>Making an index never waits for a lock longer than 5 seconds. On PostgreSQL it is made
 * {@code CONCURRENTLY}, while others write; what an attempt that failed left behind is made anew.
 */
public final class Indexes {
    private static final int LOCK_SECONDS = 5;

    /** Held while indexes are made on PostgreSQL, where one in the making looks like one whose making failed. */
    private static final String LOCK = "hashtext('dev.tenet.rules.sql.Indexes')";

    private final DataSource source;
    private final Dialect dialect;
    private final Identifiers names;
    private final List<IndexDefinition> declared;

    private Indexes(DataSource source, Dialect dialect, Collection<IndexDefinition> declared) {
        this.source = source;
        this.dialect = dialect;
        this.names = new Identifiers(dialect);
        this.declared = List.copyOf(declared);
    }

    /**
     * The indexes of a database.
     *
     * @param source its connections for writing, in auto-commit mode
     * @param declared the indexes that are declared for it
     */
    public static Indexes of(DataSource source, Dialect dialect, Collection<IndexDefinition> declared) {
        return new Indexes(source, dialect, declared);
    }

    /**
     * How the declared indexes differ from those that are there: an error where the table is missing or an index of the
     * name is another one, a warning where there is none or it is not complete. Changes nothing.
     */
    public List<Problem> check() throws SQLException {
        try (Connection connection = source.getConnection()) {
            List<Problem> problems = new ArrayList<>();
            for (IndexDefinition index : declared) {
                check(connection, index).ifPresent(problems::add);
            }
            return List.copyOf(problems);
        }
    }

    private Optional<Problem> check(Connection connection, IndexDefinition index) throws SQLException {
        if (!IndexCatalog.hasTable(connection, dialect, index)) {
            return Optional.of(problem(
                    Severity.ERROR,
                    "unknown-table",
                    index,
                    "the " + dialect.yamlName() + " database \"" + index.database() + "\" has no table "
                            + index.table(),
                    "create it before the index"));
        }
        Optional<Found> found = IndexCatalog.find(connection, dialect, index);
        if (found.isEmpty()) {
            return Optional.of(problem(
                    Severity.WARNING,
                    "missing-index",
                    index,
                    "the database \"" + index.database() + "\" has no index " + index.name(),
                    "create it"));
        }
        if (found.get().is(index)) {
            return Optional.empty();
        }
        if (isLeftover(found.get(), index)) {
            return Optional.of(problem(
                    Severity.WARNING,
                    "incomplete-index",
                    index,
                    "the index " + index.name() + " is not complete: it is in the making, or that was interrupted",
                    "create it again"));
        }
        return Optional.of(problem(
                Severity.ERROR,
                "different-index",
                index,
                "got " + index.name() + " as " + found.get() + ", want "
                        + IndexCatalog.shape(TableName.of(index.table()).name(), index.columns(), index.unique()),
                "give the index another name, or drop the one that is there"));
    }

    /** Whether the index that is there would be the declared one, had it been finished. */
    private static boolean isLeftover(Found found, IndexDefinition index) {
        return !found.whole()
                && new Found(found.table(), found.columns(), found.unique(), true, found.made()).is(index);
    }

    private static Problem problem(Severity severity, String code, IndexDefinition index, String what, String hint) {
        return new Problem(severity, code, index.location(), what, hint, List.of(), "");
    }

    /**
     * Makes the indexes that are missing or incomplete. What another process is making meanwhile is left to it.
     *
     * @return those that it made
     * @throws RuleSetException if a table is missing or an index of the same name is another one: then none is made
     * @throws SQLException if the database refuses one, or others lock its table for longer than this may wait; those
     *     made before stay
     */
    public List<IndexDefinition> create() throws SQLException {
        List<Problem> problems = check();
        if (problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR)) {
            throw new RuleSetException(problems);
        }
        try (Connection connection = source.getConnection()) {
            if (dialect != Dialect.POSTGRESQL) {
                return createAll(connection);
            } else if (!isTrue(connection, "SELECT pg_try_advisory_lock(" + LOCK + ')')) {
                return List.of();
            }
            try {
                return createAll(connection);
            } finally {
                isTrue(connection, "SELECT pg_advisory_unlock(" + LOCK + ')');
            }
        }
    }

    private static boolean isTrue(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private List<IndexDefinition> createAll(Connection connection) throws SQLException {
        List<IndexDefinition> made = new ArrayList<>();
        for (IndexDefinition index : declared) {
            Optional<Found> found = IndexCatalog.find(connection, dialect, index);
            if ((found.isEmpty() || !found.get().is(index)) && make(connection, index, found.isPresent())) {
                made.add(index);
            }
        }
        return List.copyOf(made);
    }

    /** Makes an index; whether it was this one who did. */
    private boolean make(Connection connection, IndexDefinition index, boolean leftover) throws SQLException {
        List<String> statements = new ArrayList<>(leftover ? List.of(dropping(index)) : List.of());
        statements.addAll(making(index));
        try {
            execute(connection, statements);
            return true;
        } catch (SQLException e) {
            if (dialect == Dialect.POSTGRESQL) {
                cleanUp(connection, index, e);
            } else if (isThereNow(connection, index)) {
                return false; // another was faster
            }
            throw e;
        }
    }

    private boolean isThereNow(Connection connection, IndexDefinition index) throws SQLException {
        if (dialect == Dialect.H2) {
            // Its catalogue shows an index only after its name is taken; who makes one locks the table until it is
            // done.
            isTrue(connection, "SELECT TRUE FROM " + names.qualified(index.table()) + " WHERE FALSE FOR UPDATE");
        }
        return IndexCatalog.find(connection, dialect, index)
                .filter(found -> found.is(index))
                .isPresent();
    }

    /** What CONCURRENTLY does cannot be in a transaction, so neither can its timeout. */
    private void execute(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (dialect != Dialect.POSTGRESQL) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
                return;
            }
            statement.execute("SET lock_timeout = '" + LOCK_SECONDS + "s'");
            try {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            } finally {
                statement.execute("RESET lock_timeout");
            }
        }
    }

    /** PostgreSQL keeps an index whose making failed, and every write would go on filling it. */
    private void cleanUp(Connection connection, IndexDefinition index, SQLException failure) {
        try {
            Optional<Found> found = IndexCatalog.find(connection, dialect, index);
            if (found.isPresent() && isLeftover(found.get(), index)) {
                execute(connection, List.of(dropping(index)));
            }
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private List<String> making(IndexDefinition index) {
        String create = index.unique() ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
        String table = names.qualified(index.table());
        String columns = index.columns().stream()
                .map(column -> names.quoted(column.name()) + ' ' + column.direction())
                .collect(Collectors.joining(", ", " (", ")"));
        String named = names.beside(index.table(), index.name());
        String comment = "COMMENT ON INDEX " + named + " IS '" + IndexCatalog.MARK + '\'';
        return switch (dialect) {
            case SQLITE ->
                List.of(create + named + " /* " + IndexCatalog.MARK + " */ ON "
                        + names.quoted(names.tableOf(index.table())) + columns);
            case H2 -> List.of(create + named + " ON " + table + columns, comment);
            case POSTGRESQL ->
                List.of(create + "CONCURRENTLY " + names.quoted(index.name()) + " ON " + table + columns, comment);
            case MARIADB ->
                List.of(create + names.quoted(index.name()) + " ON " + table + columns + " WAIT " + LOCK_SECONDS
                        + " COMMENT '" + IndexCatalog.MARK + '\'');
        };
    }

    private String dropping(IndexDefinition index) {
        return switch (dialect) {
            case SQLITE, H2 -> "DROP INDEX " + names.beside(index.table(), index.name());
            case POSTGRESQL -> "DROP INDEX CONCURRENTLY " + names.beside(index.table(), index.name());
            case MARIADB ->
                "DROP INDEX " + names.quoted(index.name()) + " ON " + names.qualified(index.table()) + " WAIT "
                        + LOCK_SECONDS;
        };
    }

    /**
     * Drops the declared indexes that Tenet made, which it knows by a remark in the database. Others stay.
     *
     * @return those that it dropped
     */
    public List<IndexDefinition> drop() throws SQLException {
        List<IndexDefinition> dropped = new ArrayList<>();
        try (Connection connection = source.getConnection()) {
            for (IndexDefinition index : declared) {
                if (IndexCatalog.find(connection, dialect, index)
                        .filter(Found::made)
                        .isPresent()) {
                    execute(connection, List.of(dropping(index)));
                    dropped.add(index);
                }
            }
        }
        return List.copyOf(dropped);
    }

    /**
     * The declared indexes that the database can use for a statement, by its own plan. The statement is not run. On
     * PostgreSQL the plan is asked for without sequential scans, which small tables would prefer; of two indexes that
     * serve alike the plan names the one it takes.
     *
     * @param sql the statement, with {@code ?} for each value
     * @param values the values, as JDBC takes them
     */
    public List<IndexDefinition> usedBy(String sql, List<?> values) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return usedBy(QueryPlan.of(connection, dialect, sql, statement -> {
                for (int i = 0; i < values.size(); i++) {
                    statement.setObject(i + 1, values.get(i));
                }
            }));
        }
    }

    /** The declared indexes that a plan goes by. */
    List<IndexDefinition> usedBy(QueryPlan plan) {
        return declared.stream()
                .filter(index -> plan.uses(names.folded(index.name())))
                .toList();
    }
}
