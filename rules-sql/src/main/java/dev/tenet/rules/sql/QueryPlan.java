package dev.tenet.rules.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a database would run a statement.
 *
 * @param dialect whose plan it is
 * @param lines the parts of the plan that name indexes
 */
record QueryPlan(Dialect dialect, List<String> lines) {
    /** Takes its own copy. */
    QueryPlan {
        lines = List.copyOf(lines);
    }

    static QueryPlan of(Connection connection, Dialect dialect, String sql, List<?> values) throws SQLException {
        return switch (dialect) {
            case SQLITE -> explain(connection, dialect, "EXPLAIN QUERY PLAN " + sql, values, "detail");
            case H2 -> explain(connection, dialect, "EXPLAIN " + sql, values, "PLAN");
            case MARIADB -> explain(connection, dialect, "EXPLAIN " + sql, values, "key", "possible_keys");
            case POSTGRESQL -> withoutScans(connection, sql, values);
        };
    }

    private static QueryPlan withoutScans(Connection connection, String sql, List<?> values) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL enable_seqscan = off");
            return explain(connection, Dialect.POSTGRESQL, "EXPLAIN " + sql, values, "QUERY PLAN");
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static QueryPlan explain(
            Connection connection, Dialect dialect, String sql, List<?> values, String... columns) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    for (String column : columns) {
                        Optional.ofNullable(rows.getString(column)).ifPresent(lines::add);
                    }
                }
            }
        }
        return new QueryPlan(dialect, lines);
    }

    /** Whether the plan goes by the index of that name, written as the catalogue has it. */
    boolean uses(String index) {
        String name = Pattern.quote(index);
        Pattern use = switch (dialect) {
            case SQLITE -> Pattern.compile("USING (COVERING )?INDEX " + name + "( |$)", Pattern.CASE_INSENSITIVE);
            // Without a condition it is read from end to end, which only an order makes useful.
            case H2 -> Pattern.compile("(?s)/\\* [^*]*\\." + name + "(:| \\*/.*/\\* index sorted)");
            case POSTGRESQL -> Pattern.compile("Index (Only )?Scan (Backward )?(using|on) " + name + "( |$)");
            case MARIADB -> Pattern.compile("(^|,)" + name + "(,|$)", Pattern.CASE_INSENSITIVE);
        };
        return lines.stream().anyMatch(line -> use.matcher(line).find());
    }
}
