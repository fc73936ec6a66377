package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenet.rules.Layer;
import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSetException;
import dev.tenet.rules.Severity;
import dev.tenet.rules.SeverityPolicy;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What verification says on one database alone. */
class VerificationTest {
    private static List<String> verify(TestDatabase kind, String queries, String... statements) throws SQLException {
        String url = kind.create();
        TestDatabase.execute(url, statements);
        RuleSet rules =
                RuleSet.loader().layer(Layer.of("q", "queries:\n" + queries)).load();
        try (PooledDatabase database = PooledDatabase.open(url);
                SqlTemplates templates = SqlTemplates.builder(rules)
                        .database("main", database)
                        .withoutVerification()
                        .build()) {
            return templates.verify().stream().map(Problem::summary).toList();
        }
    }

    @Test
    void onSqliteMomentsInAnotherFormAreReportedOnce() throws SQLException {
        String queries = """
                  q:
                    sql: SELECT id, at, made FROM t WHERE at > :since
                    params: [{ name: since, type: timestamp }]
                    result: { at: timestamp, made: timestamp }
                  r: { sql: SELECT id FROM t WHERE at < :until, params: [{ name: until, type: timestamp }] }
                """;
        String table = "CREATE TABLE t (id INTEGER PRIMARY KEY, at TEXT, made TIMESTAMP)";
        assertThat(verify(TestDatabase.SQLITE, queries, table)).isEmpty();
        assertThat(
                        verify(
                                TestDatabase.SQLITE,
                                queries,
                                table,
                                "INSERT INTO t (at, made) VALUES ('2026-01-31 12:00:00', '2026-01-31 12:00:00.500'), (NULL, NULL)"))
                .isEmpty();
        assertThat(
                        verify(
                                TestDatabase.SQLITE,
                                queries,
                                table,
                                "INSERT INTO t (at, made) VALUES ('2026-01-31T12:00:00Z', 1769860800), ('2026-01-31 12:00:00', NULL)"))
                .containsExactly(
                        "q:3:43: warning[moment-form]: of the last 2 rows of t, 1 have at as text with a T, want text as"
                                + " 2026-01-31 12:00:00[.500]; other forms do not compare with it: rewrite them, as by"
                                + " datetime(at)",
                        "q:5:30: warning[moment-form]: of the last 2 rows of t, 1 have made as whole numbers, want text as"
                                + " 2026-01-31 12:00:00[.500]; other forms do not compare with it: rewrite them, as by"
                                + " datetime(made)");
    }

    @Test
    void whatTheHostTakesForAnErrorKeepsTheTemplatesFromBeingBuilt() throws SQLException {
        String url = TestDatabase.SQLITE.create();
        TestDatabase.execute(url, "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)");
        RuleSet rules = RuleSet.loader().layer(Layer.of("q", """
                        queries:
                          q: { sql: SELECT id FROM t WHERE name = :name, params: [{ name: name, type: string }] }
                        indexes:
                          - { table: t, name: t_name, columns: [name] }
                        """)).load();
        try (PooledDatabase database = PooledDatabase.open(url)) {
            SqlTemplates.Builder builder = SqlTemplates.builder(rules).database("main", database);
            builder.build().close();
            builder.severity(SeverityPolicy.DEFAULT.raise("missing-index", Severity.ERROR));
            assertThatThrownBy(builder::build)
                    .isInstanceOf(RuleSetException.class)
                    .hasMessageContaining("error[missing-index]");
        }
    }

    @Test
    void onH2AQueryWithTheNameOfATableIsRefused() throws SQLException {
        String queries = """
                  q: { sql: WITH t AS (SELECT 9 AS id) SELECT id FROM t }
                  r: { sql: "WITH x AS (SELECT 9 AS id), u AS (SELECT id FROM x) SELECT id FROM u" }
                """;
        assertThat(verify(TestDatabase.H2, queries, "CREATE TABLE t (id INT PRIMARY KEY)"))
                .filteredOn(problem -> !problem.contains("read-only-by-text"))
                .containsExactly("q:2:18: error[hidden-query]: WITH names a query t, as a table of the h2 database"
                        + " \"main\" is named, and H2 reads the table; give the query another name");
        assertThat(verify(TestDatabase.SQLITE, queries, "CREATE TABLE t (id INT PRIMARY KEY)"))
                .isEmpty();
    }

    @Test
    void onMariadbTextThatComparesWithoutCaseIsTold() throws SQLException {
        String queries = """
                  q: { sql: SELECT id FROM t WHERE name = :name, params: [{ name: name, type: string }] }
                  r: { sql: "SELECT id FROM t WHERE name = 'x' AND kind = 'y'" }
                """;
        assertThat(
                        verify(
                                TestDatabase.MARIADB,
                                queries,
                                "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(10), kind VARCHAR(10)) COLLATE utf8mb4_general_ci"))
                .containsExactly(
                        "q:2:36: info[case-insensitive]: the text of t.name is compared without regard to case,"
                                + " as its collation says; COLLATE utf8mb4_nopad_bin compares as other databases do");
        assertThat(
                        verify(
                                TestDatabase.MARIADB,
                                queries,
                                "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(10), kind VARCHAR(10)) COLLATE utf8mb4_nopad_bin"))
                .isEmpty();
    }

    @Test
    void onPostgresqlTheServersOwnClashesAreErrors() throws SQLException {
        assertThat(verify(TestDatabase.POSTGRESQL, """
                  a: { sql: SELECT id FROM t WHERE id = :p, params: [{ name: p, type: string }] }
                  b: { sql: SELECT id FROM t WHERE day > :p, params: [{ name: p, type: timestamp }] }
                  c: { sql: SELECT id FROM t WHERE name = :p, params: [{ name: p, type: timestamp }] }
                  d: { sql: SELECT id FROM t WHERE id IN (:p), params: [{ name: p, type: "timestamp[]" }] }
                """, "CREATE TABLE t (id INT PRIMARY KEY, name TEXT, day DATE)"))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("q:2:39: error[type-clash]: ")
                                .contains("operator does not exist: integer = character varying"),
                        line -> assertThat(line)
                                .startsWith("q:3:42: warning[type-clash]: ")
                                .contains("time of day"),
                        line -> assertThat(line)
                                .startsWith("q:4:43: error[type-clash]: ")
                                .contains("takes text"),
                        line -> assertThat(line)
                                .startsWith("q:5:43: error[type-clash]: ")
                                .contains("takes int4"));
    }

    @Test
    void onPostgresqlAnErrorStandsWhereTheServerSaysAcrossWhatWasWrittenForTheDriver() throws SQLException {
        String table = "CREATE TABLE t (id INT PRIMARY KEY, name TEXT, doc JSONB)";
        String list =
                "SELECT id FROM t WHERE doc ? 'a' AND name <> '??' AND id IN (:ids) AND (:n IS NULL OR name = :n) AND '😀' > frob(id)";
        assertThat(verify(
                        TestDatabase.POSTGRESQL,
                        "  a: { sql: { postgresql: \"" + list
                                + "\" }, params: [{ name: ids, type: 'integer[]' }, { name: n, type: string }] }\n"
                                + "  b: { sql: { postgresql: \"SELECT id FROM t WHERE name = '{' AND frob(id)\" } }\n"
                                + "  c: { sql: \"SELECT id FROM t WHERE id = 1 AND name < :n\", params: [{ name: n, type: integer }] }\n"
                                + "  d: { sql: \"SELECT id FROM t WHERE id = 1 AND name = :n\", params: [{ name: n, type: integer }] }\n",
                        table))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("q:2:" + (28 + list.codePointCount(0, list.indexOf("frob")))
                                        + ": error[refused-sql]: "),
                        line -> assertThat(line).startsWith("q:3:28: error[refused-sql]: "),
                        line -> assertThat(line).startsWith("q:4:53: error[type-clash]: "),
                        line -> assertThat(line).startsWith("q:5:14: error[type-clash]: "));
    }

    @Test
    void anIndexOfTheColumnThatIsNotTakenIsNotAdvisedAgain() throws SQLException {
        assertThat(verify(
                        TestDatabase.SQLITE,
                        "  q: { sql: \"SELECT id FROM t WHERE +kind = 'a' AND kind = kind\" }\n"
                                + "  r: { sql: SELECT t.id FROM t JOIN u ON u.id = t.id WHERE u.kind = 'a' }",
                        "CREATE TABLE t (id INTEGER PRIMARY KEY, kind TEXT)",
                        "CREATE INDEX i ON t (kind)",
                        "CREATE TABLE u (id INTEGER PRIMARY KEY, kind TEXT)",
                        "INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)"
                                + " SELECT i, 'a' FROM n"))
                .noneMatch(line -> line.contains("warning"));
    }
}
