package dev.tenet.rules.sql;

import dev.tenet.rules.sql.internal.dialect.TableColumns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Asks PostgreSQL which columns of tables never hold NULL. */
final class PostgresqlColumns {
    /**
     * What is declared NOT NULL and yet may be NULL counts as nullable: what other servers hold, also as a partition,
     * domains, constraints that were never validated, and tables that others inherit from, each with constraints of its
     * own.
     */
    private static final String SQL = """
            SELECT c.relname, a.attname,
                   NOT (a.attnotnull AND (c.relkind = 'p' OR c.relkind = 'r' AND NOT c.relhassubclass))
                     OR c.relkind = 'p' AND EXISTS (
                          WITH RECURSIVE parts AS (
                              SELECT inhrelid FROM pg_inherits WHERE inhparent = c.oid
                              UNION ALL
                              SELECT i.inhrelid FROM pg_inherits i JOIN parts p ON i.inhparent = p.inhrelid)
                          SELECT 1 FROM parts JOIN pg_class f ON f.oid = parts.inhrelid WHERE f.relkind = 'f')
                     OR EXISTS (SELECT 1 FROM pg_constraint n
                                WHERE n.conrelid = c.oid AND n.contype = 'n' AND NOT n.convalidated
                                  AND a.attnum = ANY (n.conkey)) AS nullable
            FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relname = ANY (?) AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND pg_table_is_visible(c.oid)""";

    private PostgresqlColumns() {}

    /** The columns of those of these tables that the database finds by their names alone. */
    static TableColumns of(Database database, Collection<String> tables) throws SQLException {
        if (tables.isEmpty()) {
            return TableColumns.UNKNOWN;
        }
        Map<String, Map<String, Boolean>> nullable = new HashMap<>();
        try (Connection connection = database.read("verification");
                PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setArray(1, connection.createArrayOf("name", tables.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    nullable.computeIfAbsent(rows.getString(1), table -> new HashMap<>())
                            .put(rows.getString(2), rows.getBoolean(3));
                }
            }
        }
        return new TableColumns(nullable);
    }
}
