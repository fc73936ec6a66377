package dev.tenet.rules.sql;

import dev.tenet.rules.sql.BulkLoadException.Code;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

final class MariadbBulkLoaderCompatibilityTest extends BulkLoaderCompatibilityTest {
    MariadbBulkLoaderCompatibilityTest() throws SQLException {
        super(TestDatabase.MARIADB);
    }

    @Test
    void aTableWithoutTransactionsIsRefused() {
        update("ALTER TABLE numbers ENGINE = MyISAM");
        assertStopped(Code.NOT_TRANSACTIONAL, () -> numbers().build().load(numbers(10)));
    }
}
