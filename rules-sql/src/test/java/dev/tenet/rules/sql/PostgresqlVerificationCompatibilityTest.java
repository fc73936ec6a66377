package dev.tenet.rules.sql;

import java.sql.SQLException;

final class PostgresqlVerificationCompatibilityTest extends VerificationCompatibilityTest {
    PostgresqlVerificationCompatibilityTest() throws SQLException {
        super(TestDatabase.POSTGRESQL);
    }
}
