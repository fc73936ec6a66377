package dev.tenet.rules.sql;

import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.sql.internal.dialect.NamedColumn;
import dev.tenet.rules.sql.internal.dialect.TableColumns;
import dev.tenet.rules.sql.internal.dialect.Translation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says which translated templates sort, because a column may be NULL, what PostgreSQL would else read in the order of an
 * index: NULL comes first in SQLite, and last in PostgreSQL's indexes.
 */
final class OrderChecks {
    private final Connection connection;
    private final TableColumns columns;
    private final Indexes declared;
    private final LargeTables large;
    private final Problems problems;
    private final Set<String> told = new HashSet<>();
    private final Set<IndexDefinition> blamed = new HashSet<>();

    OrderChecks(Connection connection, TableColumns columns, Indexes declared, LargeTables large, Problems problems) {
        this.connection = connection;
        this.columns = columns;
        this.declared = declared;
        this.large = large;
        this.problems = problems;
    }

    /**
     * The plan that a template has with NULL's place in all its orders, if that sorts less: where an index has NULL in
     * SQLite's place, the order of a column that is never NULL must say it to be read from there.
     */
    Optional<QueryPlan> worded(Template template, QueryPlan plan, SqlSource source) throws SQLException {
        Dialect dialect = template.codec().dialect();
        if (dialect != Dialect.POSTGRESQL || source.text().dialect() == dialect || plan.sorts() == 0) {
            return Optional.empty();
        }
        QueryPlan other = QueryPlan.of(connection, Template.of(template.definition(), dialect));
        return other.sorts() < plan.sorts() ? Optional.of(other) : Optional.empty();
    }

    /**
     * Compares the plan of a template with the one that it would have without NULLs.
     *
     * @return the declared indexes that only NULLs keep the template from
     */
    Set<IndexDefinition> check(Template template, QueryPlan plan, SqlSource source) throws SQLException {
        Set<IndexDefinition> missed = new LinkedHashSet<>();
        List<NamedColumn> keys =
                Translation.nullableKeys(source.text(), template.codec().dialect(), columns);
        if (keys.isEmpty() || plan.sorts() == 0) {
            return missed;
        }
        Template filled = Template.of(template.definition(), template.codec().dialect(), columns.withoutNulls());
        QueryPlan other = QueryPlan.of(connection, filled);
        if (other.sorts() < plan.sorts()) {
            missed.addAll(declared.usedBy(other));
            missed.removeAll(declared.usedBy(plan));
            NamedColumn key = keys.get(0);
            String name = key.table() + '.' + key.column();
            if (!blamed.containsAll(missed) || !told.contains(name) && large.contains(key.table())) {
                told.add(name);
                blamed.addAll(missed);
                report(key, missed, source);
            }
        }
        return missed;
    }

    private void report(NamedColumn key, Set<IndexDefinition> missed, SqlSource source) {
        String index =
                missed.stream().findFirst().map(it -> "the index " + it.name()).orElse("an index");
        problems.warning(
                "null-order",
                source.at(key.offset()),
                "the query sorts what " + index + " has in order: " + key.table() + '.' + key.column()
                        + " may be NULL, which comes first, as in sqlite, and last in an index of postgresql",
                "declare the column NOT NULL, or make an index (" + key.column() + " NULLS FIRST) yourself");
    }
}
