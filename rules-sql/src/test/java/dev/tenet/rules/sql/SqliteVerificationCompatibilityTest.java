package dev.tenet.rules.sql;

import java.sql.SQLException;

final class SqliteVerificationCompatibilityTest extends VerificationCompatibilityTest {
    SqliteVerificationCompatibilityTest() throws SQLException {
        super(TestDatabase.SQLITE);
    }
}
