package dev.tenet.rules.sql;

import java.sql.SQLException;

final class PostgresqlTemplatesCompatibilityTest extends SqlTemplatesCompatibilityTest {
    PostgresqlTemplatesCompatibilityTest() throws SQLException {
        super(TestDatabase.POSTGRESQL);
    }
}
