package dev.tenet.rules.sql;

import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.sql.Scope.Meaning;
import dev.tenet.rules.sql.internal.text.Comparison;
import dev.tenet.rules.sql.internal.text.Comparison.Operator;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says which templates read a large table from end to end to find a few of its rows, and which index would help. */
final class PlanChecks {
    /** The columns that an index is advised to have, at most. */
    private static final int ADVISED = 3;

    private final Connection connection;
    private final DatabaseSnapshot tables;
    private final List<IndexDefinition> declared;
    private final LargeTables large;
    private final Problems problems;

    /**
     * @param tables what the database has; keys and indexes are asked for where they matter
     * @param declared the indexes that it should have
     */
    PlanChecks(
            Connection connection,
            DatabaseSnapshot tables,
            List<IndexDefinition> declared,
            LargeTables large,
            Problems problems) {
        this.connection = connection;
        this.tables = tables;
        this.declared = declared;
        this.large = large;
        this.problems = problems;
    }

    void check(QueryPlan plan, SqlSource source, Scope scope) throws SQLException {
        Set<String> scanned = new LinkedHashSet<>();
        plan.scans().forEach(name -> scope.table(name.toLowerCase(Locale.ROOT)).ifPresent(scanned::add));
        for (String table : scanned) {
            Map<Integer, List<Filter>> filters = filters(source, scope, table);
            if (!filters.isEmpty() && large.contains(table)) {
                advise(source, table, filters);
            }
        }
    }

    private record Filter(String column, Operator operator, int offset) {}

    /** What the conditions of a text, each of which must hold, ask of a table, by the clauses that they stand in. */
    private static Map<Integer, List<Filter>> filters(SqlSource source, Scope scope, String table) {
        Map<Integer, List<Filter>> filters = new LinkedHashMap<>();
        for (Comparison comparison : Comparison.in(source.text())) {
            Optional<Meaning> meaning =
                    scope.meaning(comparison).filter(it -> it.table().equals(table));
            if (meaning.isPresent()) {
                filters.computeIfAbsent(comparison.condition().orElse(0), clause -> new ArrayList<>())
                        .add(new Filter(meaning.get().column(), comparison.operator(), comparison.offset()));
            }
        }
        return filters;
    }

    private void advise(SqlSource source, String table, Map<Integer, List<Filter>> filters) throws SQLException {
        for (Map.Entry<Integer, List<Filter>> clause : filters.entrySet()) {
            List<String> columns = clause.getKey() == 0 ? List.of() : columns(clause.getValue());
            if (!columns.isEmpty() && !isIndexed(table, columns.get(0))) {
                problems.warning(
                        "table-scan",
                        source.at(clause.getValue().get(0).offset()),
                        "the query reads all of " + table + ", which has more than " + LargeTables.LIMIT
                                + " rows, for lack of an index",
                        declaredFor(table, columns)
                                .map(index -> "create " + index.name() + ", which is declared")
                                .orElseGet(() -> declaration(table, columns)));
                return;
            }
        }
        problems.info(
                "table-scan",
                source.at(filters.values().iterator().next().get(0).offset()),
                "the query reads all of " + table + ", which has more than " + LargeTables.LIMIT + " rows",
                "");
    }

    /** An index that is declared, though it is not there, and begins with one of the columns. */
    private Optional<IndexDefinition> declaredFor(String table, List<String> columns) {
        return declared.stream()
                .filter(index -> index.table().equalsIgnoreCase(table))
                .filter(index ->
                        columns.stream().anyMatch(index.columns().get(0).name()::equalsIgnoreCase))
                .findFirst();
    }

    private String declaration(String table, List<String> columns) {
        return "declare under indexes: { table: " + table + ", name: idx_" + table + '_' + String.join("_", columns)
                + ", columns: [" + String.join(", ", columns) + ']'
                + (tables.database().equals(QueryDefinition.MAIN) ? "" : ", database: " + tables.database()) + " }";
    }

    /** Those compared for equality, in their order, and behind them one that is compared otherwise. */
    private static List<String> columns(List<Filter> filters) {
        Set<String> columns = filters.stream()
                .filter(filter -> filter.operator() == Operator.EQUAL)
                .map(Filter::column)
                .limit(ADVISED)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        filters.stream()
                .filter(filter -> filter.operator() == Operator.RANGE && columns.size() < ADVISED)
                .findFirst()
                .ifPresent(filter -> columns.add(filter.column()));
        return List.copyOf(columns);
    }

    /** Whether an index begins with a column: then the database has decided not to use it. */
    private boolean isIndexed(String table, String column) throws SQLException {
        DatabaseSnapshot.Table found = new Catalogue(connection, tables.dialect())
                .whole(table, tables.table(table).orElseThrow());
        return found.primaryKey().stream().limit(1).anyMatch(column::equalsIgnoreCase)
                || found.indexes().values().stream()
                        .anyMatch(index -> index.columns().get(0).name().equalsIgnoreCase(column));
    }
}
