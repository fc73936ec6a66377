package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockLimitTest {
    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, SET lock_timeout = '2500ms', SHOW lock_timeout, 2500ms, 5s",
        "MARIADB, SET lock_wait_timeout = 7, SELECT @@lock_wait_timeout, 7, 5"
    })
    void aSessionGetsBackWhatItHad(TestDatabase database, String set, String ask, String own, String limited)
            throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.create());
                Statement statement = connection.createStatement()) {
            statement.execute(set);
            try (LockLimit limit = LockLimit.on(connection, database.dialect())) {
                limit.set();
                assertThat(ask(statement, ask)).isEqualTo(limited);
            }
            assertThat(ask(statement, ask)).isEqualTo(own);
        }
    }

    private static String ask(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
