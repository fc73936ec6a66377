package dev.tenet.rules.sql;

import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.Problems;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Says at its place in the YAML what a database has against the SQL of a query. */
final class RefusalReport {
    private static final int LISTED = 30;

    private final String title;
    private final DatabaseSnapshot tables;
    private final Problems problems;

    /**
     * Prepares the reports about one database.
     *
     * @param title what messages call it
     * @param tables what it has, for suggestions
     */
    RefusalReport(String title, DatabaseSnapshot tables, Problems problems) {
        this.title = title;
        this.tables = tables;
        this.problems = problems;
    }

    /**
     * Reports what a database has against a text.
     *
     * @param offset where in the text as written the database stopped; empty if that is not known
     */
    void report(Refusal refusal, SqlSource source, OptionalInt offset) {
        Place place = source.at(offset.orElse(0));
        switch (refusal.kind()) {
            case UNKNOWN_TABLE -> unknownTable(refusal, source, offset.orElse(0));
            case UNKNOWN_COLUMN -> unknownColumn(refusal, source, offset);
            case SYNTAX ->
                problems.error("sql-syntax", place, title + " does not understand the SQL: " + refusal.message(), "");
            case TYPES ->
                problems.error(
                        "type-clash",
                        place,
                        title + " cannot join the types of two values: " + refusal.message(),
                        "declare the parameter with the type of its column, or write a CAST");
            case OTHER -> problems.error("refused-sql", place, title + " refuses the SQL: " + refusal.message(), "");
        }
    }

    private void unknownTable(Refusal refusal, SqlSource source, int from) {
        String name = source.written(refusal.lastName());
        problems.error(
                "unknown-table",
                source.at("", refusal.lastName(), from),
                title + " has no table \"" + name + '"',
                instead(name, tables.tables().keySet(), "tables"));
    }

    private void unknownColumn(Refusal refusal, SqlSource source, OptionalInt offset) {
        Scope scope = new Scope(source.text(), tables);
        String name = source.written(refusal.lastName());
        String qualifier = refusal.qualifier().isEmpty() ? "" : source.written(refusal.qualifier());
        Place place = source.at(
                refusal.qualifier(), refusal.lastName(), offset.orElseGet(() -> scope.unknown(refusal.lastName())));
        if (!qualifier.isEmpty() && scope.table(qualifier).isEmpty()) {
            problems.error(
                    "unknown-column",
                    place,
                    title + " finds no column \"" + qualifier + '.' + name + '"',
                    problems.suggestion(name, scope.columns("")).orElse("check the name before the dot, too"));
            return;
        }
        List<String> meant = qualifier.isEmpty()
                ? scope.tables()
                : scope.table(qualifier).stream().toList();
        List<String> in = meant.stream()
                .filter(table -> columns(table).noneMatch(column -> isSame(column, refusal.lastName())))
                .toList();
        if (in.isEmpty() && !meant.isEmpty()) {
            problems.error(
                    "unknown-column",
                    place,
                    title + " finds no column \"" + name + "\" in what this part of the query reads",
                    String.join(" and ", meant) + (meant.size() == 1 ? " has it, and is" : " have it, and are")
                            + " read elsewhere");
            return;
        }
        problems.error(
                "unknown-column",
                place,
                title + " has no column \"" + name + '"' + (in.isEmpty() ? "" : " in " + String.join(" or ", in)),
                instead(name, in.stream().flatMap(this::columns).distinct().toList(), "columns"));
    }

    private boolean isSame(String column, String name) {
        return tables.dialect() == Dialect.POSTGRESQL ? column.equals(name) : column.equalsIgnoreCase(name);
    }

    private Stream<String> columns(String table) {
        return tables.table(table).stream().flatMap(found -> found.columns().keySet().stream());
    }

    private String instead(String name, Collection<String> known, String what) {
        return problems.suggestion(name, known).orElseGet(() -> {
            if (known.isEmpty()) {
                return what.equals("tables") ? "there are no tables" : "";
            }
            return known.size() <= LISTED ? "the " + what + " are " + String.join(", ", known) : "";
        });
    }
}
