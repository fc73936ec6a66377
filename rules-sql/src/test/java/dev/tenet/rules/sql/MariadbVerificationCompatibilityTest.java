package dev.tenet.rules.sql;

import java.sql.SQLException;

final class MariadbVerificationCompatibilityTest extends VerificationCompatibilityTest {
    MariadbVerificationCompatibilityTest() throws SQLException {
        super(TestDatabase.MARIADB);
    }
}
