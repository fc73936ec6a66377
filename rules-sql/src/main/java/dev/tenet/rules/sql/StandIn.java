package dev.tenet.rules.sql;

import dev.tenet.rules.sql.DatabaseSnapshot.Column;
import dev.tenet.rules.sql.DatabaseSnapshot.Table;
import dev.tenet.rules.sql.internal.codec.Codec;
import dev.tenet.rules.sql.internal.text.Identifiers;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** An empty database in memory with the tables of a snapshot. */
final class StandIn implements AutoCloseable {
    private final Dialect dialect;
    private final Connection connection;

    private StandIn(Dialect dialect, Connection connection) {
        this.dialect = dialect;
        this.connection = connection;
    }

    /**
     * Opens a database.
     *
     * @param dialect SQLite or H2
     * @return empty if its driver is not on the class path
     */
    static Optional<StandIn> open(Dialect dialect, DatabaseSnapshot snapshot) throws SQLException {
        String url = dialect == Dialect.H2 ? "jdbc:h2:mem:" : "jdbc:sqlite::memory:";
        if (DriverManager.drivers().noneMatch(driver -> accepts(driver, url))) {
            return Optional.empty();
        }
        Connection connection = DriverManager.getConnection(url);
        StandIn opened = new StandIn(dialect, connection);
        try {
            for (Map.Entry<String, Table> table : snapshot.tables().entrySet()) {
                opened.create(table.getKey(), table.getValue());
            }
            return Optional.of(opened);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static boolean accepts(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException e) {
            return false; // it is not the one that is looked for
        }
    }

    Dialect dialect() {
        return dialect;
    }

    Connection connection() {
        return connection;
    }

    private void create(String name, Table table) throws SQLException {
        Identifiers names = new Identifiers(dialect);
        Codec codec = Codec.of(dialect);
        if (table.columns().isEmpty()) {
            return;
        }
        String columns = table.columns().entrySet().stream()
                .map(column -> names.quoted(column.getKey()) + ' ' + type(codec, column.getValue()))
                .collect(Collectors.joining(", "));
        String key = table.primaryKey().isEmpty() ? "" : ", PRIMARY KEY (" + quoted(names, table.primaryKey()) + ')';
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + names.quoted(name) + " (" + columns + key + ')');
        }
    }

    private static String type(Codec codec, Column column) {
        return column.type().map(codec::castType).orElse("VARCHAR");
    }

    private static String quoted(Identifiers names, List<String> columns) {
        return columns.stream().map(names::quoted).collect(Collectors.joining(", "));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
