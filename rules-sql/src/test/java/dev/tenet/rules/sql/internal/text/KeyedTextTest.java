package dev.tenet.rules.sql.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tenet.rules.sql.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyedTextTest {
    private static String keyed(Dialect dialect, String sql) {
        return KeyedText.of(SqlText.of(sql, dialect), "id");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            SELECT a FROM t WHERE id = :id ~ SELECT a , id AS tenet_key FROM t WHERE id IN (:id)
            SELECT a FROM t WHERE :id == t.id; ~ SELECT a , t.id AS tenet_key FROM t WHERE t.id IN (:id);
            SELECT DISTINCT a IS DISTINCT FROM b AS d FROM t WHERE id = :id ~ SELECT DISTINCT a IS DISTINCT FROM b AS d , id AS tenet_key FROM t WHERE id IN (:id)
            SELECT (SELECT b FROM u WHERE u.t = t.id LIMIT 1) AS b FROM t WHERE x = 1 AND s."i d" = :id AND (a OR b) ORDER BY a ~ SELECT (SELECT b FROM u WHERE u.t = t.id LIMIT 1) AS b , s."i d" AS tenet_key FROM t WHERE x = 1 AND s."i d" IN (:id) AND (a OR b) ORDER BY a
            SELECT a FROM t WHERE b BETWEEN 1 AND 2 AND id = :id AND c BETWEEN d AND e ~ SELECT a , id AS tenet_key FROM t WHERE b BETWEEN 1 AND 2 AND id IN (:id) AND c BETWEEN d AND e
            SELECT CASE WHEN a OR b THEN 1 END AS c FROM t JOIN u ON t.x = u.x OR t.y = u.y WHERE t.id = :id ~ SELECT CASE WHEN a OR b THEN 1 END AS c , t.id AS tenet_key FROM t JOIN u ON t.x = u.x OR t.y = u.y WHERE t.id IN (:id)
            """)
    void a_comparison_with_the_key_becomes_a_list(String sql, String keyed) {
        assertThat(keyed(Dialect.SQLITE, sql)).isEqualTo(keyed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WITH x AS (SELECT 1) SELECT a FROM t WHERE id = :id",
                "SELECT a FROM t WHERE id = :id OR b = 1",
                "SELECT a FROM t WHERE b = 1 OR id = :id",
                "SELECT a FROM t WHERE NOT id = :id",
                "SELECT a FROM t WHERE (id = :id)",
                "SELECT a FROM t WHERE id >= :id",
                "SELECT a FROM t WHERE id <> :id",
                "SELECT a FROM t WHERE id IS :id",
                "SELECT a FROM t WHERE id = :id + 1",
                "SELECT a FROM t WHERE id + 1 = :id",
                "SELECT a FROM t WHERE id = :id COLLATE NOCASE",
                "SELECT a FROM t WHERE x BETWEEN 1 AND id = :id",
                "SELECT a FROM t WHERE x BETWEEN 1 AND 2 AND y BETWEEN 3 AND id = :id",
                "SELECT a FROM t WHERE CASE WHEN b AND id = :id THEN 1 END",
                "SELECT a FROM t JOIN u ON id = :id WHERE b = 1",
                "SELECT a FROM t WHERE id = :id AND b <> :id",
                "SELECT COUNT(*) FROM t WHERE id = :id",
                "SELECT \"count\"(*) FROM t WHERE id = :id",
                "SELECT a FROM t WHERE id = :id ORDER BY MAX(a)",
                "SELECT ROW_NUMBER() OVER (ORDER BY a) AS n FROM t WHERE id = :id",
                "SELECT a FROM t WHERE id = :id GROUP BY a",
                "SELECT a FROM t WHERE id = :id LIMIT 1",
                "SELECT a FROM t WHERE id = :id UNION SELECT 1",
                "SELECT a FROM (SELECT a FROM t WHERE id = :id) x",
                "SELECT a FROM t",
                "SELECT :id",
                "UPDATE t SET a = 1 WHERE id = :id",
            })
    void what_might_mix_the_rows_of_keys_is_refused(String sql) {
        assertThatExceptionOfType(SqlTextException.class).isThrownBy(() -> keyed(Dialect.SQLITE, sql));
    }

    @Test
    void what_a_dialect_has_of_its_own_is_refused() {
        assertThatExceptionOfType(SqlTextException.class)
                .isThrownBy(() -> keyed(Dialect.MARIADB, "SELECT a FROM t WHERE b || c AND id = :id"));
        assertThatExceptionOfType(SqlTextException.class)
                .isThrownBy(() -> keyed(Dialect.MARIADB, "SELECT @n := @n + 1 AS n FROM t WHERE id = :id"));
        assertThatExceptionOfType(SqlTextException.class)
                .isThrownBy(() -> keyed(Dialect.POSTGRESQL, "SELECT DISTINCT ON (a) a FROM t WHERE id = :id"));
        assertThatExceptionOfType(SqlTextException.class)
                .isThrownBy(() -> keyed(Dialect.H2, "SELECT TOP 5 a FROM t WHERE id = :id"));
    }
}
