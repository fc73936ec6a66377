package dev.tenet.rules.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Lets a session wait for no lock longer than 5 seconds, until this is closed: to prepare a statement on a table that a
 * migration holds would take as long as the migration. SQLite and H2 wait no longer than their connections say.
 */
final class LockLimit implements AutoCloseable {
    private final Connection connection;
    private final Optional<String> setting;

    private LockLimit(Connection connection, Optional<String> setting) {
        this.connection = connection;
        this.setting = setting;
    }

    static LockLimit on(Connection connection, Dialect dialect) {
        return new LockLimit(
                connection,
                switch (dialect) {
                    case POSTGRESQL -> Optional.of("lock_timeout = '5s'");
                    case MARIADB -> Optional.of("lock_wait_timeout = 5");
                    case SQLITE, H2 -> Optional.empty();
                });
    }

    void set() throws SQLException {
        if (setting.isPresent()) {
            execute("SET " + setting.get());
        }
    }

    @Override
    public void close() throws SQLException {
        if (setting.isPresent() && !connection.isClosed()) {
            execute("SET " + setting.get().replaceFirst("=.*", "= DEFAULT"));
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
