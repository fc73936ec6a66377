package dev.tenet.rules.sql;

import java.sql.SQLException;

final class MariadbCacheCompatibilityTest extends CacheCompatibilityTest {
    MariadbCacheCompatibilityTest() throws SQLException {
        super(TestDatabase.MARIADB);
    }
}
