package dev.tenet.rules.sql;

import dev.tenet.rules.sql.internal.text.Identifiers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** Which tables of a database have so many rows that reading or sorting them all takes time. */
final class LargeTables {
    /** A table with more rows is large. */
    static final int LIMIT = 10_000;

    private final Connection connection;
    private final Identifiers names;
    private final Map<String, Boolean> known = new HashMap<>();

    LargeTables(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.names = new Identifiers(dialect);
    }

    /** Whether a table is large; counts no further than it must, and once. */
    boolean contains(String table) throws SQLException {
        Boolean large = known.get(table);
        if (large == null) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM (SELECT 1 AS n FROM "
                            + names.qualified(table) + " LIMIT " + (LIMIT + 1) + ") t")) {
                large = rows.next() && rows.getInt(1) > LIMIT;
            }
            known.put(table, large);
        }
        return large;
    }
}
