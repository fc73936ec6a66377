package dev.tenet.rules.sql;

import java.sql.SQLException;

final class SqliteTemplatesCompatibilityTest extends SqlTemplatesCompatibilityTest {
    SqliteTemplatesCompatibilityTest() throws SQLException {
        super(TestDatabase.SQLITE);
    }
}
