package dev.tenet.rules.sql;

import dev.tenet.rules.sql.IndexDefinition.Column;
import dev.tenet.rules.sql.IndexDefinition.Direction;
import dev.tenet.rules.sql.internal.text.Identifiers;
import dev.tenet.rules.sql.internal.text.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The indexes that a database has, as its own catalogue tells them. */
final class IndexCatalog {
    /** In the comment of each index that Tenet made; SQLite, which has none, keeps the text of its definition. */
    static final String MARK = "made by Tenet";

    private static final int H2_GENERAL_ERROR = 50_000;
    private static final int MOST_LOOKS = 10;
    private static final String EXPRESSION = "(an expression)";

    private IndexCatalog() {}

    /** Whether what stands there is an expression, or a part of a column. */
    static boolean isExpression(Column column) {
        return column.name().equals(EXPRESSION);
    }

    /**
     * An index as it is in the database.
     *
     * @param table its table
     * @param columns its columns; one that is an expression or a part of a column has no name
     * @param whole whether it holds every row, and is complete
     * @param made whether Tenet made it
     */
    record Found(String table, List<Column> columns, boolean unique, boolean whole, boolean made) {

        /** Whether it is what was declared. */
        boolean is(IndexDefinition index) {
            return whole
                    && unique == index.unique()
                    && table.equalsIgnoreCase(TableName.of(index.table()).name())
                    && columns.size() == index.columns().size()
                    && inOrder(columns).equalsIgnoreCase(inOrder(index.columns()));
        }

        /** Such as {@code a unique index on tasks (status, priority DESC)}. */
        @Override
        public String toString() {
            return shape(table, columns, unique) + (whole ? "" : ", which is not complete");
        }
    }

    static String shape(String table, List<Column> columns, boolean unique) {
        return (unique ? "a unique index on " : "an index on ") + table.toLowerCase(Locale.ROOT) + " ("
                + inOrder(columns) + ')';
    }

    private static String inOrder(List<Column> columns) {
        return columns.stream()
                .map(column ->
                        column.name().toLowerCase(Locale.ROOT) + (column.direction() == Direction.DESC ? " DESC" : ""))
                .collect(Collectors.joining(", "));
    }

    /** Whether the table of an index is there. */
    static boolean hasTable(Connection connection, Dialect dialect, IndexDefinition index) throws SQLException {
        String sql = switch (dialect) {
            case SQLITE -> "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ? COLLATE NOCASE";
            case H2 ->
                "SELECT 1 FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = ?"
                        + " AND TABLE_SCHEMA = COALESCE(?, CURRENT_SCHEMA)";
            case POSTGRESQL -> "SELECT 1 WHERE to_regclass(?) IS NOT NULL";
            case MARIADB ->
                "SELECT 1 FROM information_schema.TABLES WHERE TABLE_NAME = ? AND TABLE_SCHEMA = COALESCE(?, DATABASE())";
        };
        Identifiers names = new Identifiers(dialect);
        TableName table = TableName.of(index.table());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            switch (dialect) {
                case SQLITE -> statement.setString(1, table.name());
                case POSTGRESQL -> statement.setString(1, names.qualified(index.table()));
                case H2, MARIADB -> {
                    statement.setString(1, names.folded(names.tableOf(index.table())));
                    statement.setString(
                            2, names.schemaOf(index.table()).map(names::folded).orElse(null));
                }
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** The index of that name beside its table, if there is one. */
    static Optional<Found> find(Connection connection, Dialect dialect, IndexDefinition index) throws SQLException {
        for (int attempt = 1; true; attempt++) {
            try {
                return look(connection, dialect, index);
            } catch (SQLException e) {
                // H2 fails to list the indexes of a table to which another session is just adding one.
                if (dialect != Dialect.H2 || e.getErrorCode() != H2_GENERAL_ERROR || attempt == MOST_LOOKS) {
                    throw e;
                }
            }
        }
    }

    private static Optional<Found> look(Connection connection, Dialect dialect, IndexDefinition index)
            throws SQLException {
        Identifiers names = new Identifiers(dialect);
        Optional<String> schema = names.schemaOf(index.table()).map(names::folded);
        try (PreparedStatement statement = connection.prepareStatement(sql(dialect))) {
            statement.setString(1, names.folded(index.name()));
            switch (dialect) {
                case SQLITE -> {
                    // One schema, in which no two indexes have the same name.
                }
                case POSTGRESQL -> statement.setString(2, names.qualified(index.table()));
                case H2 -> statement.setString(2, schema.orElse(null));
                case MARIADB -> {
                    statement.setString(2, schema.orElse(null));
                    statement.setString(3, names.tableOf(index.table()));
                }
            }
            try (ResultSet rows = statement.executeQuery()) {
                return read(rows);
            }
        }
    }

    private static Optional<Found> read(ResultSet rows) throws SQLException {
        Optional<Found> found = Optional.empty();
        List<Column> columns = new ArrayList<>();
        while (rows.next()) {
            String column = Optional.ofNullable(rows.getString("column_name")).orElse(EXPRESSION);
            columns.add(new Column(column, rows.getBoolean("descending") ? Direction.DESC : Direction.ASC));
            found = Optional.of(new Found(
                    rows.getString("table_name"),
                    List.copyOf(columns),
                    rows.getBoolean("is_unique"),
                    rows.getBoolean("whole"),
                    Optional.ofNullable(rows.getString("remark")).orElse("").contains(MARK)));
        }
        return found;
    }

    private static String sql(Dialect dialect) {
        return switch (dialect) {
            case SQLITE -> """
                SELECT m.tbl_name AS table_name, l."unique" AS is_unique, NOT l.partial AS whole, m.sql AS remark,
                       x.name AS column_name, x."desc" AS descending
                FROM sqlite_master m
                JOIN pragma_index_list(m.tbl_name) l ON l.name = m.name
                JOIN pragma_index_xinfo(m.name) x ON x.key = 1
                WHERE m.type = 'index' AND m.name = ? COLLATE NOCASE
                ORDER BY x.seqno""";
            case H2 -> """
                SELECT i.TABLE_NAME AS "table_name", i.INDEX_TYPE_NAME LIKE 'UNIQUE%' AS "is_unique", TRUE AS "whole",
                       i.REMARKS AS "remark", c.COLUMN_NAME AS "column_name",
                       c.ORDERING_SPECIFICATION = 'DESC' AS "descending"
                FROM INFORMATION_SCHEMA.INDEXES i
                JOIN INFORMATION_SCHEMA.INDEX_COLUMNS c
                  ON c.INDEX_SCHEMA = i.INDEX_SCHEMA AND c.INDEX_NAME = i.INDEX_NAME AND c.TABLE_NAME = i.TABLE_NAME
                WHERE i.INDEX_NAME = ? AND i.INDEX_SCHEMA = COALESCE(?, CURRENT_SCHEMA)
                ORDER BY c.ORDINAL_POSITION""";
            case POSTGRESQL -> """
                SELECT t.relname AS table_name, x.indisunique AS is_unique,
                       x.indisvalid AND x.indpred IS NULL AS whole, obj_description(i.oid, 'pg_class') AS remark,
                       a.attname AS column_name, x.indoption[k.n - 1] & 1 = 1 AS descending
                FROM pg_class i
                JOIN pg_index x ON x.indexrelid = i.oid
                JOIN pg_class t ON t.oid = x.indrelid
                CROSS JOIN LATERAL generate_series(1, x.indnkeyatts) AS k(n)
                LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[k.n - 1]
                WHERE i.relname = ?
                  AND i.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass(?))
                ORDER BY k.n""";
            case MARIADB -> """
                SELECT TABLE_NAME AS table_name, NON_UNIQUE = 0 AS is_unique, TRUE AS whole, INDEX_COMMENT AS remark,
                       IF(SUB_PART IS NULL, COLUMN_NAME, NULL) AS column_name, COLLATION = 'D' AS descending
                FROM information_schema.STATISTICS
                WHERE INDEX_NAME = ? AND TABLE_SCHEMA = COALESCE(?, DATABASE()) AND TABLE_NAME = ?
                ORDER BY SEQ_IN_INDEX""";
        };
    }
}
