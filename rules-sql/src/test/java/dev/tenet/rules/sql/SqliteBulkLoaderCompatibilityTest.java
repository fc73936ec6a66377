package dev.tenet.rules.sql;

import java.sql.SQLException;

final class SqliteBulkLoaderCompatibilityTest extends BulkLoaderCompatibilityTest {
    SqliteBulkLoaderCompatibilityTest() throws SQLException {
        super(TestDatabase.SQLITE);
    }
}
