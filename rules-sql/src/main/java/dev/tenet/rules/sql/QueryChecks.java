package dev.tenet.rules.sql;

import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.spi.ScalarNode;
import dev.tenet.rules.sql.internal.text.SqlText;
import dev.tenet.rules.sql.internal.text.SqlTextException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The parameters that a query declares and those that its SQL names, in any of its variants, must be the same. */
final class QueryChecks {
    private static final String NOT_SQLITE =
            "; a text without a dialect is read as SQLite's, another's stands under its name: sql: {postgresql: ...}";

    private final ParameterReader declared;
    private final List<MapNode> forms;
    private final Problems problems;
    private final StatementChecks statements;
    private final Set<String> used = new LinkedHashSet<>();
    private boolean understood = true;

    /**
     * Prepares the checks of a query.
     *
     * @param forms the query itself, and as each of its variants has it
     */
    QueryChecks(ParameterReader declared, List<MapNode> forms, Problems problems) {
        this.declared = declared;
        this.forms = List.copyOf(forms);
        this.problems = problems;
        this.statements = new StatementChecks(forms.get(0), problems);
    }

    void check() {
        forms.forEach(form -> form.value("sql").ifPresent(this::checkSql));
        checkUnused();
        checkKept();
    }

    private void checkSql(Node sql) {
        if (sql instanceof ScalarNode scalar) {
            checkText(scalar, Dialect.SQLITE, NOT_SQLITE);
        } else if (sql instanceof MapNode dialects) {
            for (Dialect dialect : Dialect.values()) {
                if (dialects.value(dialect.yamlName()).orElse(sql) instanceof ScalarNode scalar) {
                    checkText(scalar, dialect, "");
                }
            }
        }
    }

    private void checkText(ScalarNode sql, Dialect dialect, String hint) {
        if (!(sql.value().orElse(0) instanceof String written) || written.isEmpty()) {
            return; // the schema says so
        }
        try {
            SqlText text = SqlText.of(written, dialect);
            text.parameters().forEach((name, offset) -> checkDeclared(sql, name, offset));
            ParameterUse.in(text).forEach(use -> checkUse(sql, text, use));
            statements.check(sql, text);
        } catch (SqlTextException e) {
            understood = false;
            problems.error(e.code(), sql.locate(e.offset()), e.getMessage(), e.hint() + hint);
        }
    }

    private void checkDeclared(ScalarNode sql, String name, int offset) {
        used.add(name);
        if (!declared.parameters().containsKey(name)) {
            problems.error(
                    "undeclared-parameter",
                    sql.locate(offset),
                    "the query has no parameter \"" + name + '"',
                    problems.suggestion(name, declared.parameters().keySet()).orElse("declare it in params"));
        }
    }

    /** Only PostgreSQL has a value that is a list. */
    private void checkUse(ScalarNode sql, SqlText text, ParameterUse use) {
        Parameter parameter = declared.parameters().get(use.name());
        if (parameter != null
                && parameter.shape() == Parameter.Shape.LIST
                && use.place() != ParameterUse.Place.IN
                && use.place() != ParameterUse.Place.NOT_IN
                && text.dialect() != Dialect.POSTGRESQL) {
            problems.error(
                    "list-outside-in",
                    sql.locate(use.start()),
                    "the parameter \"" + use.name() + "\" is a list, which has its place in IN alone",
                    "write IN (:" + use.name() + "), or declare it without []");
        }
    }

    /** Says nothing unless every text of the query is understood. */
    private void checkUnused() {
        declared.parameters().keySet().forEach(name -> {
            if (understood && !used.contains(name) && forms.get(0).keys().contains("sql")) {
                problems.warning(
                        "unused-parameter",
                        declared.place(name),
                        "the SQL does not use the parameter \"" + name + '"',
                        problems.suggestion(name, used).orElse("remove it, or write :" + name + " in the SQL"));
            }
        });
    }

    private void checkKept() {
        Optional<Node> kept = forms.get(0).value("cache_ttl");
        if (!statements.reads()
                && kept.isPresent()
                && kept.get() instanceof ScalarNode seconds
                && seconds.value().orElse(0) instanceof Long ttl
                && ttl > 0) {
            problems.warning(
                    "cached-write",
                    seconds.place(),
                    "the query may write, so it runs each time and its result is not kept",
                    "remove cache_ttl, or read_only: false if it only reads");
        }
    }
}
