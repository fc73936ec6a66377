package dev.tenet.rules.sql;

import java.sql.SQLException;

final class PostgresqlCacheCompatibilityTest extends CacheCompatibilityTest {
    PostgresqlCacheCompatibilityTest() throws SQLException {
        super(TestDatabase.POSTGRESQL);
    }
}
