package dev.tenet.rules.sql;

import java.sql.SQLException;

final class H2VerificationCompatibilityTest extends VerificationCompatibilityTest {
    H2VerificationCompatibilityTest() throws SQLException {
        super(TestDatabase.H2);
    }
}
