package dev.tenet.rules.sql;

import java.sql.SQLException;

final class H2CacheCompatibilityTest extends CacheCompatibilityTest {
    H2CacheCompatibilityTest() throws SQLException {
        super(TestDatabase.H2);
    }
}
