package dev.tenet.rules.sql;

import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.Severity;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.sql.Refusal.Kind;
import dev.tenet.rules.sql.internal.dialect.NamedColumn;
import dev.tenet.rules.sql.internal.dialect.TableColumns;
import dev.tenet.rules.sql.internal.text.Classification;
import dev.tenet.rules.sql.internal.text.SqlText;
import dev.tenet.rules.sql.internal.text.TableName;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Checks the templates of a database against its snapshot. Only what is certain is reported: a text is prepared by the
 * database whose SQL it is written in, on tables that have the names of the snapshot, and of what that database refuses
 * only missing names and its own grammar count. Without its driver the names in the text are looked up.
 */
final class SnapshotVerification {
    private static final Set<Kind> CERTAIN = Set.of(Kind.UNKNOWN_TABLE, Kind.UNKNOWN_COLUMN, Kind.SYNTAX);

    private final RuleSet rules;
    private final DatabaseSnapshot snapshot;
    private final Problems problems = new Problems();
    private final String title;

    SnapshotVerification(RuleSet rules, DatabaseSnapshot snapshot) {
        this.rules = rules;
        this.snapshot = snapshot;
        this.title =
                "the snapshot of the " + snapshot.dialect().yamlName() + " database \"" + snapshot.database() + '"';
    }

    List<Problem> run() {
        List<Template> templates =
                Verification.templates(rules, snapshot.database(), snapshot.dialect(), TableColumns.UNKNOWN, problems);
        try {
            check(templates, Dialect.SQLITE);
            check(templates, Dialect.H2);
        } catch (SQLException e) {
            throw DatabaseException.of("the tables of a snapshot", snapshot.dialect(), e);
        }
        for (Template template : templates) {
            SqlSource source = source(template);
            if (!isOf(Dialect.POSTGRESQL, source)) { // whose server knows better which types go together
                new ParameterChecks(template, source, problems).checkBeside(new Scope(source.text(), snapshot));
            }
            if (!isOf(Dialect.SQLITE, source) && !isOf(Dialect.H2, source)) {
                checkTables(source);
            }
        }
        for (IndexDefinition index : Queries.of(rules).indexes()) {
            if (index.database().equals(snapshot.database())) {
                check(index);
            }
        }
        return List.copyOf(problems.sorted());
    }

    private SqlSource source(Template template) {
        return SqlSource.of(rules, template.definition(), snapshot.dialect());
    }

    /** Whether a text is prepared by a stand-in of that dialect. */
    private boolean isOf(Dialect dialect, SqlSource source) {
        return source.text().dialect() == dialect;
    }

    private void check(List<Template> templates, Dialect dialect) throws SQLException {
        List<Template> some = templates.stream()
                .filter(template -> isOf(dialect, source(template)))
                .toList();
        if (some.isEmpty()) {
            return;
        }
        Optional<StandIn> opened = StandIn.open(dialect, snapshot);
        if (opened.isEmpty()) {
            some.forEach(template -> checkNames(source(template)));
            return;
        }
        try (StandIn database = opened.get()) {
            RefusalReport report = new RefusalReport(title, snapshot, problems);
            for (Template template : some) {
                check(database, Template.of(template.definition(), dialect), source(template), report);
            }
        }
    }

    private void check(StandIn database, Template template, SqlSource source, RefusalReport report)
            throws SQLException {
        if (isOpen(source.text())) {
            checkNames(source);
            return;
        }
        try (PreparedStatement statement =
                database.connection().prepareStatement(template.sql(TypicalValues.of(template)))) {
            new ResultChecks(template, source, problems).checkLabels(ResultChecks.columns(statement));
        } catch (SQLException e) {
            Refusal refusal = Refusal.of(database.dialect(), e);
            if (isCertain(refusal, source.text())) {
                report.report(refusal, source, RefusedPlace.of(template, source, TableColumns.UNKNOWN, e));
            }
        }
    }

    /** Whether the real database would refuse it too: it may have functions, also as tables, that SQLite has not. */
    private static boolean isCertain(Refusal refusal, SqlText text) {
        boolean function = refusal.kind() == Kind.UNKNOWN_TABLE
                && tables(text).stream().noneMatch(table -> table.name().equalsIgnoreCase(refusal.lastName()));
        return CERTAIN.contains(refusal.kind()) && !function;
    }

    /** Whether a text names a table whose columns nobody knows: of another schema, or left open by the snapshot. */
    private boolean isOpen(SqlText text) {
        return tables(text).stream()
                .anyMatch(table -> table.schema().isPresent()
                        || snapshot.table(table.name())
                                .filter(found -> found.columns().isEmpty())
                                .isPresent());
    }

    private static Set<TableName> tables(SqlText text) {
        Classification classification = Classification.of(text);
        Set<TableName> tables = new LinkedHashSet<>(classification.reads());
        tables.addAll(classification.writes());
        return tables;
    }

    /** Reports the tables that the snapshot lacks, as far as their schema is one that it holds. */
    private void checkTables(SqlSource source) {
        Set<String> queries = Classification.of(source.text()).queries();
        for (TableName table : tables(source.text())) {
            boolean system = table.name().startsWith("pg_") || table.name().startsWith("sqlite_");
            if (table.schema().isEmpty()
                    && !system
                    && !queries.contains(table.name()) // it may be meant before it stands there
                    && snapshot.table(table.name()).isEmpty()) {
                problems.error(
                        "unknown-table",
                        source.at(table.name()),
                        title + " has no table \"" + source.written(table.name()) + '"',
                        problems.suggestion(table.name(), snapshot.tables().keySet())
                                .orElse(""));
            }
        }
    }

    /** Reports the tables that the snapshot lacks, and of SQLite's texts the columns too. */
    private void checkNames(SqlSource source) {
        checkTables(source);
        if (!isOf(Dialect.SQLITE, source)) {
            return;
        }
        RefusalReport report = new RefusalReport(title, snapshot, problems);
        Set<Integer> told = new LinkedHashSet<>();
        for (NamedColumn column : new Scope(source.text(), snapshot).unknown()) {
            String name = column.table().isEmpty() ? column.column() : column.table() + '.' + column.column();
            if (told.add(column.offset())) {
                report.report(new Refusal(Kind.UNKNOWN_COLUMN, name, ""), source, OptionalInt.of(column.offset()));
            }
        }
    }

    private void check(IndexDefinition index) {
        TableName table = TableName.of(index.table());
        if (table.schema().isPresent()) {
            return;
        }
        Map<String, DatabaseSnapshot.Table> tables = snapshot.tables();
        if (!tables.containsKey(index.table())) {
            problems.add(new Problem(
                    Severity.ERROR,
                    "unknown-table",
                    index.location(),
                    title + " has no table \"" + index.table() + "\", for the index " + index.name(),
                    problems.suggestion(index.table(), tables.keySet()).orElse(""),
                    List.of(),
                    ""));
        }
        IndexColumns.check(index, title, snapshot, problems);
    }
}
