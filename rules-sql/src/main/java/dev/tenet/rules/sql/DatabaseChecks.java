package dev.tenet.rules.sql;

import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.Severity;
import dev.tenet.rules.SourceLocation;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.sql.DatabaseException.Kind;
import dev.tenet.rules.sql.internal.dialect.TableColumns;
import dev.tenet.rules.sql.internal.text.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks the templates and indexes of one database, which prepares and plans the templates and runs none. */
final class DatabaseChecks {
    private static final String PURPOSE = "verification";

    private final RuleSet rules;
    private final Database database;
    private final TableColumns columns;
    private final List<Template> templates;
    private final List<IndexDefinition> declared;
    private final Problems problems;
    private final IndexUse use;
    private final Set<String> worded = new HashSet<>();

    DatabaseChecks(
            RuleSet rules,
            Database database,
            TableColumns columns,
            List<Template> templates,
            List<IndexDefinition> declared,
            Problems problems) {
        this.rules = rules;
        this.database = database;
        this.columns = columns;
        this.templates = List.copyOf(templates);
        this.declared = List.copyOf(declared);
        this.problems = problems;
        this.use = new IndexUse(declared);
    }

    /**
     * Checks all there is, and tells which templates go by which index.
     *
     * @throws DatabaseException if the database cannot be asked
     */
    IndexUse check() {
        try {
            DatabaseSnapshot tables = tables();
            templates(true, tables);
            templates(false, tables);
            indexes(tables);
            return use;
        } catch (SQLException e) {
            throw DatabaseException.of(PURPOSE, database.dialect(), e);
        }
    }

    /** What is known of the tables, with what the plans of the templates told. */
    TableColumns columns() {
        return columns.withWorded(worded);
    }

    private DatabaseSnapshot tables() throws SQLException {
        try (Connection connection = database.read(PURPOSE);
                LockLimit limit = LockLimit.on(connection, database.dialect())) {
            limit.set();
            return new Catalogue(connection, database.dialect()).columns(database.name());
        }
    }

    private String title() {
        return "the " + database.dialect().yamlName() + " database \"" + database.name() + '"';
    }

    // ---- templates ----

    /** Checks those that may only read, or the others, each on a connection of its kind. */
    private void templates(boolean readOnly, DatabaseSnapshot tables) throws SQLException {
        List<Template> some = templates.stream()
                .filter(template -> template.definition().readOnly() == readOnly)
                .toList();
        if (some.isEmpty()) {
            return;
        }
        try (Connection connection = readOnly ? database.read(PURPOSE) : database.write(PURPOSE);
                LockLimit limit = LockLimit.on(connection, database.dialect())) {
            limit.set();
            RefusalReport report = new RefusalReport(title(), tables, problems);
            SqliteMoments moments = new SqliteMoments(connection, problems);
            MariadbCollations collations = new MariadbCollations(connection, problems);
            Indexes indexes = Indexes.of(database.writing(), database.dialect(), declared);
            LargeTables large = new LargeTables(connection, database.dialect());
            PlanChecks scans = new PlanChecks(connection, tables, declared, large, problems);
            OrderChecks orders = new OrderChecks(connection, columns, indexes, large, problems);
            for (Template template : some) {
                SqlSource source = SqlSource.of(rules, template.definition(), database.dialect());
                Scope scope = new Scope(source.text(), tables);
                try {
                    prepare(connection, template, source, scope, moments);
                    if (database.dialect() == Dialect.MARIADB) {
                        collations.check(template, source, scope);
                    } else if (database.dialect() == Dialect.H2) {
                        hidden(source, scope);
                    }
                    Optional<QueryPlan> bare = plan(connection, template, scope);
                    if (bare.isPresent()) {
                        Optional<QueryPlan> other = orders.worded(template, bare.get(), source);
                        other.ifPresent(it -> worded.add(source.text().text()));
                        QueryPlan plan = other.orElse(bare.get());
                        use.add(template.name(), plan, indexes, named(scope));
                        scans.check(plan, source, scope);
                        use.missed(orders.check(template, plan, source));
                    }
                } catch (SQLException e) {
                    failed(connection, e);
                    report.report(
                            Refusal.of(database.dialect(), e), source, RefusedPlace.of(template, source, columns, e));
                    use.unknown(named(scope));
                }
            }
        }
    }

    private static List<String> named(Scope scope) {
        return scope.named().stream().map(TableName::name).toList();
    }

    private void prepare(Connection connection, Template template, SqlSource source, Scope scope, SqliteMoments moments)
            throws SQLException {
        @Nullable Object[] values = TypicalValues.of(template);
        try (PreparedStatement statement = connection.prepareStatement(template.sql(values))) {
            template.bind(statement, values);
            Optional<ResultSetMetaData> columns =
                    ResultChecks.columns(statement); // for which PostgreSQL and MariaDB prepare it
            new ResultChecks(template, source, problems).check(columns);
            ParameterChecks parameters = new ParameterChecks(template, source, problems);
            if (database.dialect() == Dialect.POSTGRESQL) {
                parameters.checkInferred(statement);
            } else {
                parameters.checkBeside(scope);
            }
            if (database.dialect() == Dialect.SQLITE) {
                moments.check(template, source, scope);
            }
        }
    }

    /** Refuses what H2 reads otherwise than it says, and than every other database does. */
    private void hidden(SqlSource source, Scope scope) {
        for (String name : scope.hiding()) {
            problems.error(
                    "hidden-query",
                    source.at(name),
                    "WITH names a query " + source.written(name) + ", as a table of " + title()
                            + " is named, and H2 reads the table",
                    "give the query another name");
        }
    }

    /** The plan of a template; none of what the database can prepare but not explain, such as a PRAGMA. */
    private Optional<QueryPlan> plan(Connection connection, Template template, Scope scope) throws SQLException {
        try {
            return Optional.of(QueryPlan.of(connection, template));
        } catch (SQLException e) {
            failed(connection, e);
            use.unknown(named(scope));
            return Optional.empty();
        }
    }

    /** Goes on after what is wrong with the template, and ends at what is wrong with the connection. */
    private void failed(Connection connection, SQLException e) throws SQLException {
        Kind kind = DatabaseException.of(PURPOSE, database.dialect(), e).kind();
        if (kind == Kind.CONNECTION || kind == Kind.CONFLICT || connection.isClosed()) {
            throw e;
        }
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
    }

    // ---- indexes ----

    private void indexes(DatabaseSnapshot tables) throws SQLException {
        if (declared.isEmpty()) {
            return;
        }
        List<Problem> different =
                Indexes.of(database.writing(), database.dialect(), declared).check();
        different.forEach(problems::add);
        declared.forEach(index -> IndexColumns.check(index, title(), tables, problems));
        Set<SourceLocation> absent = different.stream().map(Problem::location).collect(Collectors.toSet());
        for (IndexDefinition index : use.unused()) {
            if (!absent.contains(index.location())) {
                problems.add(new Problem(
                        Severity.WARNING,
                        "unused-index",
                        index.location(),
                        "by the plans of " + title() + " no template goes by the index " + index.name(),
                        "remove it if nothing else needs it",
                        List.of(),
                        ""));
            }
        }
    }
}
