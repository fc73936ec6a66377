package dev.tenet.rules.sql;

import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.Severity;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.sql.internal.dialect.TableColumns;
import dev.tenet.rules.sql.internal.dialect.Translation;
import dev.tenet.rules.sql.internal.text.Classification;
import dev.tenet.rules.sql.internal.text.SqlText;
import dev.tenet.rules.sql.internal.text.SqlTextException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks the templates and indexes of a rule set against the databases that they name. */
final class Verification {
    private final RuleSet rules;
    private final Queries queries;
    private final Map<String, Database> databases;
    private final Problems problems = new Problems();
    private final Map<String, TableColumns> columns = new HashMap<>();

    Verification(RuleSet rules, Map<String, Database> databases) {
        this.rules = rules;
        this.queries = Queries.of(rules);
        this.databases = databases;
    }

    /**
     * What is wrong, sorted by place.
     *
     * @throws DatabaseException if a database cannot be asked
     */
    List<Problem> run() {
        queries.definitions().forEach(this::checkDatabase);
        queries.indexes().forEach(this::checkDatabase);
        for (Database database : databases.values()) {
            if (isNamed(database)) {
                reportForeign(database);
                DatabaseChecks checks = checks(database);
                checks.check();
                columns.put(database.name(), checks.columns());
            }
        }
        return List.copyOf(problems.sorted());
    }

    /** What {@link #run} learnt of the tables of each database that matters to the texts of templates. */
    Map<String, TableColumns> columns() {
        return Map.copyOf(columns);
    }

    /** Which templates go by which declared index; none by one that is not there. */
    Map<IndexDefinition, Set<String>> indexUse() {
        Map<IndexDefinition, Set<String>> use = new LinkedHashMap<>();
        for (Database database : databases.values()) {
            if (isNamed(database)) {
                use.putAll(checks(database).check().byIndex());
            }
        }
        return use;
    }

    private boolean isNamed(Database database) {
        return queries.definitions().stream().anyMatch(query -> query.database().equals(database.name()))
                || queries.indexes().stream().anyMatch(index -> index.database().equals(database.name()));
    }

    private DatabaseChecks checks(Database database) {
        List<IndexDefinition> indexes = queries.indexes().stream()
                .filter(index -> index.database().equals(database.name()))
                .toList();
        TableColumns known = columns(database);
        List<Template> templates = templates(rules, database.name(), database.dialect(), known, problems);
        return new DatabaseChecks(rules, database, known, templates, indexes, problems);
    }

    /** Only PostgreSQL has indexes whose order a translation departs from where NULL may be. */
    private TableColumns columns(Database database) {
        if (database.dialect() != Dialect.POSTGRESQL) {
            return TableColumns.UNKNOWN;
        }
        try {
            return PostgresqlColumns.of(database, tables(database));
        } catch (SQLException e) {
            throw DatabaseException.of("verification", database.dialect(), e);
        }
    }

    /** The tables that translated texts name. */
    private Set<String> tables(Database database) {
        Set<String> tables = new LinkedHashSet<>();
        forms(queries, database.name()).forEach(form -> {
            SqlText source = Template.source(form, database.dialect());
            if (source.dialect() != database.dialect()) {
                Classification.of(source).reads().forEach(table -> tables.add(table.name()));
            }
        });
        return tables;
    }

    /** The queries of a database, variants included. */
    private static List<QueryDefinition> forms(Queries queries, String database) {
        List<QueryDefinition> forms = new ArrayList<>();
        for (QueryDefinition query : queries.definitions()) {
            forms.add(query);
            queries.variants(query.name()).ifPresent(all -> all.list().forEach(variant -> forms.add(variant.value())));
        }
        forms.removeIf(form -> !form.database().equals(database));
        return forms;
    }

    /** The templates of a database, variants included; one that has no text for it is reported. */
    static List<Template> templates(
            RuleSet rules, String database, Dialect dialect, TableColumns columns, Problems problems) {
        return forms(Queries.of(rules), database).stream()
                .flatMap(form -> template(rules, form, dialect, columns, problems).stream())
                .toList();
    }

    private static Optional<Template> template(
            RuleSet rules, QueryDefinition query, Dialect dialect, TableColumns columns, Problems problems) {
        SqlSource source = SqlSource.of(rules, query, dialect);
        try {
            Translation.of(source.text(), dialect);
            return Optional.of(Template.of(query, dialect, columns));
        } catch (SqlTextException e) {
            problems.error(e.code(), source.at(e.offset()), e.getMessage(), e.hint());
        } catch (TemplateException e) {
            problems.error("no-text", source.key(), String.valueOf(e.getMessage()), "");
        }
        return Optional.empty();
    }

    private void checkDatabase(QueryDefinition query) {
        if (!databases.containsKey(query.database())) {
            SqlSource source =
                    SqlSource.of(rules, query, query.texts().keySet().iterator().next());
            problems.error(
                    "unknown-database",
                    source.value("database"),
                    "the query \"" + query.name() + "\" runs on the database \"" + query.database()
                            + "\", which was not given",
                    instead(query.database()));
        }
    }

    private void checkDatabase(IndexDefinition index) {
        if (!databases.containsKey(index.database())) {
            problems.add(new Problem(
                    Severity.ERROR,
                    "unknown-database",
                    index.location(),
                    "the index " + index.name() + " stands in the database \"" + index.database()
                            + "\", which was not given",
                    instead(index.database()),
                    List.of(),
                    ""));
        }
    }

    private String instead(String database) {
        Collection<String> given = databases.keySet();
        return problems.suggestion(database, given).orElse("given are " + String.join(", ", given));
    }

    private void reportForeign(Database database) {
        Optional<QueryDefinition> first = queries.definitions().stream()
                .filter(query -> query.readOnly() && query.database().equals(database.name()))
                .findFirst();
        if (!database.holdsReadOnly() && first.isPresent()) {
            problems.info(
                    "read-only-by-text",
                    SqlSource.of(rules, first.get(), database.dialect()).key(),
                    "the connections to the database \"" + database.name()
                            + "\" may write: its text is all that keeps a template that may only read from it",
                    database.dialect() == Dialect.H2
                            ? "open a PooledDatabase with a reader of its own"
                            : "open a PooledDatabase");
        }
    }
}
