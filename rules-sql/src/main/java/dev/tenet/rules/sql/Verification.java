package dev.tenet.rules.sql;

import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.Severity;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.sql.internal.dialect.Translation;
import dev.tenet.rules.sql.internal.text.SqlTextException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
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
                checks(database).check();
            }
        }
        return List.copyOf(problems.sorted());
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
        List<Template> templates = templates(rules, database.name(), database.dialect(), problems);
        return new DatabaseChecks(rules, database, templates, indexes, problems);
    }

    /** The templates of a database, variants included; one that has no text for it is reported. */
    static List<Template> templates(RuleSet rules, String database, Dialect dialect, Problems problems) {
        List<Template> templates = new ArrayList<>();
        Queries queries = Queries.of(rules);
        for (QueryDefinition query : queries.definitions()) {
            List<QueryDefinition> forms = new ArrayList<>(List.of(query));
            queries.variants(query.name()).ifPresent(all -> all.list().forEach(variant -> forms.add(variant.value())));
            for (QueryDefinition form : forms) {
                if (form.database().equals(database)) {
                    template(rules, form, dialect, problems).ifPresent(templates::add);
                }
            }
        }
        return templates;
    }

    private static Optional<Template> template(
            RuleSet rules, QueryDefinition query, Dialect dialect, Problems problems) {
        SqlSource source = SqlSource.of(rules, query, dialect);
        try {
            Translation.of(source.text(), dialect);
            return Optional.of(Template.of(query, dialect));
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
