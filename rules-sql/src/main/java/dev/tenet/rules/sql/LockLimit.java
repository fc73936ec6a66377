package dev.tenet.rules.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Lets a session wait for no lock longer than 5 seconds, until this is closed: to prepare a statement on a table that a
 * migration holds would take as long as the migration. SQLite and H2 wait no longer than their connections say.
 */
final class LockLimit implements AutoCloseable {
    private final Connection connection;
    private final Dialect dialect;
    private Optional<String> before = Optional.empty();

    private LockLimit(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    static LockLimit on(Connection connection, Dialect dialect) {
        return new LockLimit(connection, dialect);
    }

    void set() throws SQLException {
        switch (dialect) {
            case POSTGRESQL -> {
                before = Optional.of(ask("SELECT current_setting('lock_timeout')"));
                execute("SET lock_timeout = '5s'");
            }
            case MARIADB -> {
                before = Optional.of(ask("SELECT @@session.lock_wait_timeout"));
                execute("SET SESSION lock_wait_timeout = 5");
            }
            case SQLITE, H2 -> {}
        }
    }

    /** Sets what the host had set. */
    @Override
    public void close() throws SQLException {
        if (before.isPresent() && !connection.isClosed()) {
            execute(
                    dialect == Dialect.POSTGRESQL
                            ? "SET lock_timeout = '" + before.get() + '\''
                            : "SET SESSION lock_wait_timeout = " + before.get());
        }
    }

    private String ask(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
