package dev.tenet.rules.sql;

import dev.tenet.rules.sql.DatabaseSnapshot.Column;
import dev.tenet.rules.sql.DatabaseSnapshot.Table;
import dev.tenet.rules.sql.internal.dialect.NamedColumn;
import dev.tenet.rules.sql.internal.dialect.TableColumns;
import dev.tenet.rules.sql.internal.dialect.Translation;
import dev.tenet.rules.sql.internal.text.Classification;
import dev.tenet.rules.sql.internal.text.Comparison;
import dev.tenet.rules.sql.internal.text.SqlText;
import dev.tenet.rules.sql.internal.text.SqlTextException;
import dev.tenet.rules.sql.internal.text.SqlToken;
import dev.tenet.rules.sql.internal.text.SqlToken.Kind;
import dev.tenet.rules.sql.internal.text.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which tables the names in a text mean. Where that is not certain, it says that it does not know. */
final class Scope {
    private final SqlText text;
    private final DatabaseSnapshot database;
    private final Set<TableName> named = new LinkedHashSet<>();
    private final Set<String> queries;
    private final List<String> words;

    /**
     * A column that a name means.
     *
     * @param table its table, as the database has it
     * @param column its own name, as the database has it
     */
    record Meaning(String table, String column, Column definition) {}

    Scope(SqlText text, DatabaseSnapshot database) {
        this.text = text;
        this.database = database;
        Classification classification = Classification.of(text);
        named.addAll(classification.reads());
        named.addAll(classification.writes());
        this.queries = classification.queries();
        this.words = text.tokens().stream()
                .filter(SqlToken::isSignificant)
                .map(this::word)
                .toList();
    }

    private String word(SqlToken token) {
        String word = token.in(text.text()).toLowerCase(Locale.ROOT);
        return token.kind() == Kind.QUOTED ? word.substring(1, word.length() - 1) : word;
    }

    /** The tables that the text names, whether or not the database has them. */
    Set<TableName> named() {
        return named;
    }

    /** The names that {@code WITH} gives to queries and that tables of the database have. */
    List<String> hiding() {
        return queries.stream().filter(name -> known(name).isPresent()).toList();
    }

    /** The tables that the text names and the database has, by its names. */
    List<String> tables() {
        List<String> tables = new ArrayList<>();
        for (TableName name : named) {
            known(name).ifPresent(tables::add);
        }
        return tables;
    }

    private Optional<String> known(TableName name) {
        return name.schema().isPresent() ? Optional.empty() : known(name.name());
    }

    private Optional<String> known(String name) {
        return database.tables().keySet().stream()
                .filter(known -> known.equalsIgnoreCase(name))
                .findFirst();
    }

    /** The columns that no table in sight of them has, of a text in SQLite's SQL; none where that is not certain. */
    List<NamedColumn> unknown() {
        if (text.dialect() != Dialect.SQLITE) {
            return List.of();
        }
        Map<String, Map<String, Boolean>> tables = new HashMap<>();
        database.tables().forEach((name, table) -> {
            Map<String, Boolean> columns = new HashMap<>();
            table.columns().forEach((column, definition) -> columns.put(lower(column), definition.nullable()));
            tables.put(lower(name), columns);
        });
        try {
            return Translation.unknownColumns(text, new TableColumns(tables));
        } catch (SqlTextException e) {
            return List.of(); // SQLite alone understands it
        }
    }

    /** Where the first of them of that name stands; the begin of the text if none is. */
    int unknown(String column) {
        return unknown().stream()
                .filter(it -> it.column().equalsIgnoreCase(column))
                .mapToInt(NamedColumn::offset)
                .findFirst()
                .orElse(0);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The columns of the tables that the text names, or of the one table that a qualifier means. */
    Set<String> columns(String qualifier) {
        Set<String> columns = new LinkedHashSet<>();
        List<String> tables =
                qualifier.isEmpty() ? tables() : table(qualifier).map(List::of).orElseGet(this::tables);
        for (String table : tables) {
            database.table(table)
                    .ifPresent(found -> columns.addAll(found.columns().keySet()));
        }
        return columns;
    }

    /** The table of the database that a name in the text means: its own, or its alias. */
    Optional<String> table(String name) {
        Set<String> meant = new LinkedHashSet<>();
        for (TableName table : named) {
            if (table.name().equalsIgnoreCase(name) || isAlias(table.name(), name.toLowerCase(Locale.ROOT))) {
                meant.add(table.schema().isPresent() ? "" : table.name());
            }
        }
        boolean query = isAlias(")", name.toLowerCase(Locale.ROOT));
        return meant.size() == 1 && !query ? known(meant.iterator().next()) : Optional.empty();
    }

    private boolean isAlias(String named, String alias) {
        for (int at = 0; at + 1 < words.size(); at++) {
            int next = words.get(at + 1).equals("as") ? at + 2 : at + 1;
            if (words.get(at).equals(named)
                    && next < words.size()
                    && words.get(next).equals(alias)) {
                return true;
            }
        }
        return false;
    }

    /** The column that a comparison is about. */
    Optional<Meaning> meaning(Comparison comparison) {
        return comparison
                .qualifier()
                .map(qualifier -> table(qualifier).flatMap(table -> meaning(table, comparison.column())))
                .orElseGet(() -> meaning(comparison.column()));
    }

    /** The column that a name without a table means. */
    Optional<Meaning> meaning(String column) {
        // A value or a query with a name of its own may hide the column, and an unknown table may have it.
        boolean renamed = isNamedBy(column);
        List<String> tables = tables();
        List<Meaning> meanings = tables.stream()
                .flatMap(table -> meaning(table, column).stream())
                .toList();
        return renamed || tables.size() < named.size() || meanings.size() != 1
                ? Optional.empty()
                : Optional.of(meanings.get(0));
    }

    private boolean isNamedBy(String column) {
        for (int at = 1; at < words.size(); at++) {
            if (words.get(at - 1).equals("as") && words.get(at).equals(column)) {
                return true;
            }
        }
        return false;
    }

    private Optional<Meaning> meaning(String table, String column) {
        Table found = database.table(table).orElseThrow();
        return found.columns().entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(column))
                .map(entry -> new Meaning(table, entry.getKey(), entry.getValue()))
                .findFirst();
    }
}
