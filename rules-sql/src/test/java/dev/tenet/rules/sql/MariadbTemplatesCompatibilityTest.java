package dev.tenet.rules.sql;

import java.sql.SQLException;

final class MariadbTemplatesCompatibilityTest extends SqlTemplatesCompatibilityTest {
    MariadbTemplatesCompatibilityTest() throws SQLException {
        super(TestDatabase.MARIADB);
    }
}
