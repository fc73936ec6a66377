package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each database is there, empty, and nobody else's. */
class TestDatabaseTest {
    @ParameterizedTest
    @EnumSource
    void eachDatabaseIsOfItsOwn(TestDatabase database) throws SQLException {
        String one = database.create();
        String other = database.create();
        TestDatabase.execute(one, "CREATE TABLE t (n INTEGER)", "INSERT INTO t VALUES (7)");
        TestDatabase.execute(other, "CREATE TABLE t (n INTEGER)");
        assertThat(count(one)).isEqualTo(1);
        assertThat(count(other)).isZero();
    }

    private static int count(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM t")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
