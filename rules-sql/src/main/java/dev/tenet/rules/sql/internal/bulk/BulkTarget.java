package dev.tenet.rules.sql.internal.bulk;

import dev.tenet.rules.sql.Dialect;
import dev.tenet.rules.sql.ValueType;
import dev.tenet.rules.sql.internal.text.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a load fills: the columns of a table. Immutable.
 *
 * @param dialect the database's
 * @param table the table as written
 * @param columns the columns, in the order of a row's values
 */
public record BulkTarget(Dialect dialect, String table, List<Column> columns) {
    /**
     * A column.
     *
     * @param written its name as written, which may be in double quotes
     * @param type the type of the values that are loaded into it
     * @param sensitive whether its values are shown nowhere
     */
    public record Column(String written, ValueType type, boolean sensitive) {
        /** The name without quotes, by which maps and records have its value. */
        String name() {
            return isQuoted(written) ? unquoted(written) : written;
        }
    }

    /** Whether a value of a row must not be shown. */
    public boolean isSensitive() {
        return columns.stream().anyMatch(Column::sensitive);
    }

    /** The start of an INSERT. */
    String insertInto() {
        return "INSERT INTO " + tableAndColumns() + " VALUES ";
    }

    String copyFrom() {
        return "COPY " + tableAndColumns() + " FROM STDIN";
    }

    private String tableAndColumns() {
        return quotedTable()
                + columns.stream().map(column -> quoted(column.written())).collect(Collectors.joining(", ", " (", ")"));
    }

    /** The columns as they count for whether a source is the same: by name and type. */
    String description() {
        return columns.stream()
                .map(column -> column.written() + ' ' + column.type().yamlName())
                .collect(Collectors.joining(", "));
    }

    String quotedTable() {
        return parts(table).stream().map(this::quoted).collect(Collectors.joining("."));
    }

    private String quoted(String written) {
        Identifiers names = new Identifiers(dialect);
        return isQuoted(written) ? names.exactly(unquoted(written)) : names.quoted(written);
    }

    private static boolean isQuoted(String written) {
        return written.length() > 2 && written.startsWith("\"") && written.endsWith("\"");
    }

    private static String unquoted(String written) {
        return written.substring(1, written.length() - 1).replace("\"\"", "\"");
    }

    /** Schema and table: what dots outside of quotes separate. */
    private static List<String> parts(String written) {
        List<String> parts = new ArrayList<>();
        boolean inQuotes = false;
        int start = 0;
        for (int at = 0; at < written.length(); at++) {
            char c = written.charAt(at);
            if (c == '"') {
                inQuotes = !inQuotes;
            } else if (c == '.' && !inQuotes) {
                parts.add(written.substring(start, at));
                start = at + 1;
            }
        }
        parts.add(written.substring(start));
        return parts;
    }

    /** What would let the table's rows and the checkpoint go different ways, if anything does. */
    Optional<String> obstacle(Connection connection) throws SQLException {
        return switch (dialect) {
            case SQLITE, H2 -> Optional.empty();
            case POSTGRESQL ->
                single(connection, "SELECT relpersistence FROM pg_class WHERE oid = to_regclass(?)", quotedTable())
                        .filter("u"::equals)
                        .map(it -> "the table " + table + " is UNLOGGED: a crash of the server empties it");
            case MARIADB -> engineObstacle(connection);
        };
    }

    private Optional<String> engineObstacle(Connection connection) throws SQLException {
        List<String> parts = parts(table);
        String schema = parts.size() == 1 ? "" : bare(parts.get(0));
        return single(
                        connection,
                        "SELECT t.engine FROM information_schema.tables t JOIN information_schema.engines e"
                                + " ON e.engine = t.engine WHERE t.table_schema = COALESCE(NULLIF(?, ''), DATABASE())"
                                + " AND t.table_name = ? AND COALESCE(e.transactions, 'NO') <> 'YES'",
                        schema,
                        bare(parts.get(parts.size() - 1)))
                .map(engine -> "the table " + table + " is of the engine " + engine + ", which has no transactions");
    }

    private static String bare(String written) {
        return isQuoted(written) ? unquoted(written) : written;
    }

    private static Optional<String> single(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                statement.setString(at + 1, values[at]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
            }
        }
    }
}
