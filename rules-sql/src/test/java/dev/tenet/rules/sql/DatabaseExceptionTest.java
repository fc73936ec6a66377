package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.sql.DatabaseException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DatabaseExceptionTest {
    private static DatabaseException failure(SqlTemplates templates, String update, String value) {
        return catchThrowableOfType(
                DatabaseException.class,
                () -> templates.update(update).bind("n", value).execute());
    }

    private static SqlTemplates templates(PooledDatabase database) {
        RuleSet rules = RuleSet.loader().layer(Layer.of("q", """
                queries:
                  put: { sql: INSERT INTO t (n) VALUES (:n), read_only: false, params: [{ name: n, type: string }] }
                  put_secret:
                    sql: INSERT INTO t (n) VALUES (:n)
                    read_only: false
                    params: [{ name: n, type: string, sensitive: true }]
                """)).load();
        return SqlTemplates.builder(rules)
                .database("main", database)
                .withoutVerification()
                .build();
    }

    @Test
    void what_a_trigger_of_mariadb_refuses_is_not_about_the_connection() throws SQLException {
        String url = TestDatabase.MARIADB.create();
        TestDatabase.execute(
                url,
                "CREATE TABLE t (n VARCHAR(20))",
                "CREATE TRIGGER no BEFORE INSERT ON t FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not now'");
        try (PooledDatabase database = PooledDatabase.open(url);
                SqlTemplates templates = templates(database)) {
            assertThat(failure(templates, "put", "one"))
                    .hasMessageContaining("not now")
                    .matches(e -> e.kind() == Kind.OTHER);
        }
    }

    @Test
    void who_had_the_connections_is_told_of_sensitive_templates_too() throws SQLException {
        PoolOptions one = PoolOptions.builder()
                .maximum(1)
                .connectionTimeout(Duration.ofMillis(250))
                .build();
        try (PooledDatabase database = PooledDatabase.open("jdbc:h2:mem:", one);
                SqlTemplates templates = templates(database);
                Connection taken = database.writing().getConnection()) {
            assertThat(taken.isClosed()).isFalse();
            for (String update : new String[] {"put", "put_secret"}) {
                assertThat(failure(templates, update, "one"))
                        .hasCauseInstanceOf(PoolExhaustedException.class)
                        .matches(e -> e.kind() == Kind.CONNECTION);
            }
        }
    }
}
