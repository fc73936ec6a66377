package dev.tenet.rules.sql;

import java.sql.SQLException;

final class SqliteCacheCompatibilityTest extends CacheCompatibilityTest {
    SqliteCacheCompatibilityTest() throws SQLException {
        super(TestDatabase.SQLITE);
    }
}
