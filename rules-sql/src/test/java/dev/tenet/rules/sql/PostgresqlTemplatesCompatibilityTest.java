package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

final class PostgresqlTemplatesCompatibilityTest extends SqlTemplatesCompatibilityTest {
    PostgresqlTemplatesCompatibilityTest() throws SQLException {
        super(TestDatabase.POSTGRESQL);
    }

    /** A constraint that is checked when the transaction commits. */
    @Test
    void aSensitiveValueIsInNoMessageOfTheCommit() throws SQLException {
        String url = TestDatabase.POSTGRESQL.create();
        TestDatabase.execute(url, "CREATE TABLE cards (number TEXT UNIQUE DEFERRABLE INITIALLY DEFERRED)");
        RuleSet rules = RuleSet.loader().layer(Layer.of("q", """
                queries:
                  add:
                    sql: INSERT INTO cards (number) VALUES (:number)
                    read_only: false
                    params: [{ name: number, type: string, sensitive: true }]
                """)).load();
        try (PooledDatabase pool = PooledDatabase.open(url);
                SqlTemplates templates = SqlTemplates.of(rules, pool)) {
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> templates.inTransaction(tx -> {
                        tx.update("add").bind("number", "4111").execute();
                        return tx.update("add").bind("number", "4111").execute();
                    }))
                    .matches(e -> e.kind() == DatabaseException.Kind.CONSTRAINT)
                    .satisfies(e -> {
                        StringWriter whole = new StringWriter();
                        e.printStackTrace(new PrintWriter(whole));
                        assertThat(whole.toString()).doesNotContain("4111");
                    });
        }
    }
}
