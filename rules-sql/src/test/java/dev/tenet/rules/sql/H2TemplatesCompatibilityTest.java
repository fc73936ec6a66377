package dev.tenet.rules.sql;

import java.sql.SQLException;

final class H2TemplatesCompatibilityTest extends SqlTemplatesCompatibilityTest {
    H2TemplatesCompatibilityTest() throws SQLException {
        super(TestDatabase.H2);
    }
}
