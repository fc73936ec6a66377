package dev.tenet.rules.sql;

import java.sql.SQLException;

final class H2BulkLoaderCompatibilityTest extends BulkLoaderCompatibilityTest {
    H2BulkLoaderCompatibilityTest() throws SQLException {
        super(TestDatabase.H2);
    }
}
