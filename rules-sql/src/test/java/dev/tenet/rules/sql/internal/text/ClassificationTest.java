package dev.tenet.rules.sql.internal.text;

import static dev.tenet.rules.sql.Dialect.H2;
import static dev.tenet.rules.sql.Dialect.MARIADB;
import static dev.tenet.rules.sql.Dialect.POSTGRESQL;
import static dev.tenet.rules.sql.Dialect.SQLITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tenet.rules.sql.Dialect;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a statement does, by its text. */
class ClassificationTest {
    private static final Set<Dialect> ALL = EnumSet.allOf(Dialect.class);
    private static final Set<Dialect> CTES_CHANGE = EnumSet.of(POSTGRESQL);

    /** Each with what it is in short: what speaks against it, {@code <} the tables read, {@code >} those written. */
    static Stream<Arguments> statements() {
        return Stream.of(queries(), changes(), refusals(), outside(), explained())
                .flatMap(it -> it);
    }

    private static Stream<Arguments> queries() {
        return Stream.of(
                is(ALL, "SELECT 1", ""),
                is(ALL, "SELECT * FROM tasks;", "<tasks"),
                is(ALL, "SELECT * FROM tasks ; -- done", "<tasks"),
                is(ALL, "(SELECT 1 FROM a) UNION (SELECT 2 FROM b)", "<a <b"),
                is(ALL, "SELECT * FROM ((SELECT 1 FROM a) UNION SELECT 2 FROM b) x", "<a <b"),
                is(ALL, "VALUES (1), (2)", ""),
                is(ALL, "SELECT a.x, b.y FROM a, b AS bb WHERE a.id = bb.id ORDER BY c, d", "<a <b"),
                is(ALL, "SELECT * FROM a JOIN b ON a.id = b.id LEFT JOIN c USING (id), d", "<a <b <c <d"),
                is(ALL, "SELECT * FROM (a JOIN b ON a.x = b.x) JOIN c ON f(a.x, c.x) = 1", "<a <b <c"),
                is(ALL, "SELECT (SELECT count(*) FROM a WHERE a.x IN (SELECT y FROM b)) FROM c", "<a <b <c"),
                is(ALL, "SELECT count(*) FROM reporting.tasks", "<reporting.tasks"),
                is(EnumSet.of(SQLITE, H2, POSTGRESQL), "SELECT 1 FROM \"My\"\"Table\"", "<my\"table"),
                is(EnumSet.of(SQLITE, MARIADB), "SELECT 1 FROM `main`.`From`", "<main.from"),
                is(SQLITE, "SELECT 1 FROM [a b]", "<a b"),
                is(SQLITE, "SELECT 1 FROM 'tasks'", "<tasks"),
                is(SQLITE, "SELECT x IN b FROM a", "<b <a"),
                is(ALL, "SELECT 'FROM x; DELETE FROM y', \"FROM z\" FROM a /* JOIN b */", "<a"),
                is(POSTGRESQL, "SELECT EXTRACT(YEAR FROM at), TRIM(both ' ' FROM name) FROM a", "<a"),
                is(POSTGRESQL, "SELECT a IS DISTINCT FROM b, c IS NOT DISTINCT FROM d FROM e", "<e"),
                is(ALL, "WITH x AS (SELECT * FROM a) SELECT * FROM x JOIN b ON x.id = b.id", "<a <b"),
                is(ALL, "WITH x (i) AS (SELECT 1), y AS (SELECT * FROM x, c) SELECT * FROM y", "<c"),
                is(ALL, "WITH tasks AS (SELECT * FROM tasks) SELECT * FROM tasks", "<tasks"),
                is(ALL, "WITH RECURSIVE t AS (SELECT 1 UNION ALL SELECT n + 1 FROM t, a) SELECT * FROM t", "<a"),
                is(POSTGRESQL, "WITH \"Tasks\" AS (SELECT 1) SELECT * FROM tasks", "<tasks"),
                is(POSTGRESQL, "WITH x AS NOT MATERIALIZED (SELECT 1 FROM a) SELECT * FROM x", "<a"),
                is(POSTGRESQL, "SELECT * FROM main.x, (WITH x AS (SELECT 1) SELECT * FROM x) y", "<main.x"),
                is(
                        POSTGRESQL,
                        "WITH RECURSIVE t(n) AS (SELECT 1) SEARCH DEPTH FIRST BY n, m SET o,"
                                + " u AS (SELECT 1 FROM a) SELECT * FROM t, u, b",
                        "<a <b"),
                is(POSTGRESQL, "SELECT * FROM a, LATERAL (SELECT 1 FROM b) x, ONLY c", "<a <b <c"),
                is(POSTGRESQL, "SELECT * FROM generate_series(1, 2) WITH ORDINALITY AS t(a, b), c", "<c"),
                is(POSTGRESQL, "SELECT * FROM ROWS FROM (f(1), g(2)) x, a", "<a"),
                is(POSTGRESQL, "TABLE a", "<a"),
                is(POSTGRESQL, "SELECT ARRAY[a, b], c[1:2] FROM d WHERE x = ANY(ARRAY[e, f])", "<d"),
                is(POSTGRESQL, "SELECT update, (delete) FROM a", "<a"),
                is(MARIADB, "SELECT INSERT('a', 1, 1, 'b'), REPLACE(x, 'a', 'b'), TRUNCATE(1.5, 1) FROM a", "<a"),
                is(MARIADB, "SELECT 1 FROM DUAL", ""),
                is(MARIADB, "SELECT * FROM a STRAIGHT_JOIN b FORCE INDEX (i), c", "<a <b <c"),
                is(H2, "SELECT * FROM SYSTEM_RANGE(1, 10), a", "<a"),
                is(ALL, "SELECT \"a\" FROM a WHERE b = :from AND c IN (:ids)", "<a"),
                is(EnumSet.of(H2, POSTGRESQL, MARIADB), "SHOW TABLES", ""),
                is(SQLITE, "PRAGMA table_info(tasks)", ""),
                is(SQLITE, "PRAGMA main.journal_mode", ""));
    }

    private static Stream<Arguments> changes() {
        String writes = "writing-statement";
        return Stream.of(
                is(ALL, "INSERT INTO a (x, y) VALUES (1, 2)", writes + " >a"),
                is(ALL, "INSERT INTO s.a SELECT * FROM b, c", writes + " <b <c >s.a"),
                is(ALL, "UPDATE a SET x = 1, y = 2 WHERE id IN (SELECT id FROM b)", writes + " <b >a"),
                is(ALL, "DELETE FROM a WHERE EXISTS (SELECT 1 FROM b)", writes + " <b >a"),
                is(
                        SQLITE,
                        "INSERT OR REPLACE INTO a VALUES (1) ON CONFLICT (x) DO UPDATE SET y = 1, z = 2",
                        writes + " >a"),
                is(SQLITE, "UPDATE OR IGNORE a SET x = 1 FROM b, c WHERE a.id = b.id", writes + " <b <c >a"),
                is(SQLITE, "DELETE FROM 'a'", writes + " >a"),
                is(SQLITE, "WITH x AS (SELECT 1 FROM b) INSERT INTO a SELECT * FROM x", writes + " <b >a"),
                is(EnumSet.of(SQLITE, MARIADB), "REPLACE INTO a VALUES (1)", writes + " >a"),
                is(POSTGRESQL, "INSERT INTO a WITH x AS (SELECT 1 FROM b) SELECT * FROM x, c", writes + " <b <c >a"),
                is(POSTGRESQL, "INSERT INTO a TABLE b", writes + " <b >a"),
                is(POSTGRESQL, "INSERT INTO a AS x VALUES (1) RETURNING (SELECT max(y) FROM b)", writes + " <b >a"),
                is(POSTGRESQL, "UPDATE ONLY a SET (x, y) = (SELECT 1, 2 FROM b) FROM c", writes + " <b <c >a"),
                is(POSTGRESQL, "DELETE FROM ONLY a USING b JOIN c USING (id) WHERE true", writes + " <b <c >a"),
                is(
                        POSTGRESQL,
                        "MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN UPDATE SET x = 1, y = 2"
                                + " WHEN NOT MATCHED THEN INSERT (x, y) VALUES (1, 2)",
                        writes + " <b >a"),
                is(
                        H2,
                        "MERGE INTO a USING (SELECT * FROM b) s ON a.id = s.id WHEN MATCHED THEN DELETE",
                        writes + " <b >a"),
                is(H2, "MERGE INTO a (x, y) KEY (x) VALUES (1, 2)", writes + " >a"),
                is(H2, "SELECT * FROM FINAL TABLE (UPDATE a SET x = 1)", writes + " >a"),
                is(EnumSet.of(POSTGRESQL, H2, MARIADB), "TRUNCATE TABLE a", writes + " >a"),
                is(POSTGRESQL, "TRUNCATE a, s.b CASCADE", writes + " >a >s.b"),
                is(EnumSet.of(POSTGRESQL, H2, MARIADB), "CALL do_it(1)", writes),
                is(MARIADB, "UPDATE LOW_PRIORITY a, b JOIN c ON b.x = c.x SET a.x = b.x", writes + " >a >b >c"),
                is(MARIADB, "DELETE a, b FROM a JOIN b USING (id) WHERE a.x = 1", writes + " >a >b"),
                is(MARIADB, "DELETE FROM a, b USING a JOIN b JOIN c", writes + " >a >b >c"),
                is(
                        MARIADB,
                        "INSERT IGNORE a SELECT * FROM b ON DUPLICATE KEY UPDATE x = 1, y = VALUES(y)",
                        writes + " <b >a"),
                is(MARIADB, "INSERT INTO a SET x = 1, y = (SELECT 1 FROM b)", writes + " <b >a"),
                is(CTES_CHANGE, "WITH gone AS (DELETE FROM a RETURNING *) SELECT * FROM gone, b", writes + " <b >a"),
                is(
                        CTES_CHANGE,
                        "WITH m AS (UPDATE a SET x = 1 RETURNING *) INSERT INTO b SELECT * FROM m",
                        writes + " " + writes + " >a >b"),
                is(
                        CTES_CHANGE,
                        "SELECT * FROM (WITH x AS (INSERT INTO a VALUES (1) RETURNING *) TABLE x) y",
                        writes + " >a"),
                is(
                        CTES_CHANGE,
                        "WITH x AS MATERIALIZED ((SELECT 1 FROM b)), y AS (MERGE INTO a USING x ON true"
                                + " WHEN MATCHED THEN DELETE) SELECT 1",
                        writes + " <b >a"),
                is(POSTGRESQL, "SELECT * FROM a, b FOR UPDATE", "locking-statement <a <b"),
                is(
                        POSTGRESQL,
                        "SELECT * FROM a WHERE x IN (SELECT y FROM b FOR NO KEY UPDATE)",
                        "locking-statement <a" + " <b"),
                is(
                        EnumSet.of(H2, POSTGRESQL, MARIADB),
                        "SELECT * FROM a FOR SHARE OF a SKIP LOCKED",
                        "locking-statement" + " <a"),
                is(EnumSet.of(POSTGRESQL, MARIADB), "(SELECT * FROM a) FOR UPDATE", "locking-statement <a"),
                is(POSTGRESQL, "SELECT * FROM ((TABLE a) FOR KEY SHARE) b", "locking-statement <a"),
                is(POSTGRESQL, "TABLE a FOR NO KEY UPDATE", "locking-statement <a"),
                is(POSTGRESQL, "SELECT * FROM a WHERE lock IN (1, 2)", "<a"),
                is(MARIADB, "SELECT * FROM a LOCK IN SHARE MODE", "locking-statement <a"),
                is(EnumSet.of(H2, MARIADB), "SELECT NEXT VALUE FOR ids", writes),
                is(EnumSet.of(H2, POSTGRESQL, MARIADB), "SELECT Nextval('ids')", writes),
                is(POSTGRESQL, "SELECT pg_catalog.\"setval\" ('ids', 1), lo_create(0)", writes + " " + writes));
    }

    private static Stream<Arguments> refusals() {
        return Stream.of(
                is(ALL, "", "no-statement"),
                is(ALL, " -- nothing\n;", "no-statement"),
                is(ALL, "SELECT 1; SELECT 2", "second-statement"),
                is(ALL, "SELECT 1 FROM a;; DROP TABLE a", "second-statement <a"),
                is(ALL, "SELECT 1) + (2 FROM a", "unbalanced-brackets"),
                is(ALL, "BEGIN", "transaction-control"),
                is(ALL, "/* x */ Commit", "transaction-control"),
                is(ALL, "ROLLBACK TO x", "transaction-control"),
                is(POSTGRESQL, "LOCK TABLE a", "transaction-control"),
                is(ALL, "SET x = 1", "session-state"),
                is(POSTGRESQL, "RESET ALL", "session-state"),
                is(POSTGRESQL, "PREPARE x AS DELETE FROM a", "session-state"),
                is(POSTGRESQL, "LISTEN x", "session-state"),
                is(MARIADB, "SELECT @a := 1", "session-state"),
                is(MARIADB, "SELECT 1 INTO @a", "session-state"),
                is(SQLITE, "PRAGMA query_only = 0", "session-state"),
                is(SQLITE, "PRAGMA main.user_version(5)", "session-state"),
                is(SQLITE, "PRAGMA wal_checkpoint", "session-state"),
                is(ALL, "CREATE TABLE a (x INT)", "schema-change"),
                is(ALL, "DROP TABLE a", "schema-change"),
                is(ALL, "ALTER TABLE a ADD b INT", "schema-change"),
                is(ALL, "ANALYZE", "schema-change"),
                is(POSTGRESQL, "SELECT * INTO b FROM a", "schema-change <a"),
                is(SQLITE, "VACUUM INTO 'x'", "schema-change"),
                is(SQLITE, "ATTACH 'x' AS y", "server-access"),
                is(POSTGRESQL, "DO $$ BEGIN DELETE FROM a; END $$", "server-access"),
                is(POSTGRESQL, "COPY a TO PROGRAM 'x'", "server-access"),
                is(MARIADB, "LOAD DATA INFILE 'x' INTO TABLE a", "server-access"),
                is(H2, "RUNSCRIPT FROM 'x'", "server-access"),
                is(MARIADB, "SELECT * FROM a INTO OUTFILE '/x'", "server-access <a"),
                is(MARIADB, "(SELECT * FROM a) INTO DUMPFILE '/x'", "server-access <a"),
                is(MARIADB, "VALUES (1) INTO OUTFILE '/x'", "server-access"),
                is(ALL, "HELLO world", "unknown-statement"),
                is(ALL, "'x'", "unknown-statement"),
                is(SQLITE, "SHOW TABLES", "unknown-statement"));
    }

    private static Stream<Arguments> outside() {
        String out = "server-access";
        return Stream.of(
                is(POSTGRESQL, "SELECT pg_read_file('x')", out),
                is(POSTGRESQL, "SELECT pg_catalog . \"pg_read_file\" /* */ ('x')", out),
                is(POSTGRESQL, "SELECT * FROM pg_catalog.pg_ls_dir('.') x", out),
                is(POSTGRESQL, "SELECT U&\"pg_read_fil\\0065\"('x')", "escaped-name"),
                is(POSTGRESQL, "SELECT * FROM dblink('x', 'DELETE FROM a') AS t(x int)", out),
                is(POSTGRESQL, "SELECT set_config('x', 'y', false), pg_terminate_backend(1)", out + " " + out),
                is(POSTGRESQL, "SELECT query_to_xml('DELETE FROM a', true, true, '')", out),
                is(POSTGRESQL, "SELECT pg_advisory_lock(1)", out),
                is(POSTGRESQL, "SELECT pg_advisory_xact_lock(1)", "writing-statement"),
                is(POSTGRESQL, "SELECT lo_import('x')", out),
                is(SQLITE, "SELECT load_extension('x')", out),
                is(SQLITE, "SELECT [writefile]('x', y) FROM a", out + " <a"),
                is(H2, "SELECT FILE_READ('x'), * FROM CSVREAD('y')", out + " " + out),
                is(H2, "CALL CSVWRITE('x', 'SELECT 1')", "writing-statement " + out),
                is(H2, "SELECT SET(@a, 1)", out),
                is(H2, "UPDATE a SET (x, y) = (1, 2)", "writing-statement >a"),
                is(MARIADB, "SELECT `LOAD_FILE`('x')", out),
                is(MARIADB, "SELECT GET_LOCK('x', 1)", out),
                is(MARIADB, "SHOW TABLES WHERE load_file('x')", out));
    }

    private static Stream<Arguments> explained() {
        return Stream.of(
                is(EnumSet.of(POSTGRESQL, SQLITE, H2, MARIADB), "EXPLAIN SELECT * FROM a", "<a"),
                is(SQLITE, "EXPLAIN QUERY PLAN DELETE FROM a WHERE x IN (SELECT 1 FROM b)", "<b"),
                is(POSTGRESQL, "EXPLAIN (COSTS, FORMAT JSON) DELETE FROM a", ""),
                is(POSTGRESQL, "EXPLAIN (SELECT 1 FROM a)", "<a"),
                is(POSTGRESQL, "EXPLAIN ANALYZE SELECT 1 FROM a", "<a"),
                is(POSTGRESQL, "EXPLAIN (BUFFERS, ANALYZE) DELETE FROM a", "writing-statement >a"),
                is(POSTGRESQL, "EXPLAIN ANALYZE VERBOSE WITH x AS (DELETE FROM a) SELECT 1", "writing-statement >a"),
                is(POSTGRESQL, "EXPLAIN ANALYZE CREATE TABLE b AS SELECT 1", "schema-change"),
                is(POSTGRESQL, "EXPLAIN ANALYZE EXECUTE x", "session-state"),
                is(H2, "EXPLAIN PLAN FOR INSERT INTO a VALUES (1)", ""),
                is(MARIADB, "EXPLAIN FORMAT=JSON SELECT * FROM a", "<a"),
                is(MARIADB, "ANALYZE DELETE FROM a", "schema-change"));
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("statements")
    void aStatementIsWhatItDoes(Set<Dialect> dialects, String sql, String want) {
        for (Dialect dialect : dialects) {
            assertThat(inShort(Classification.of(SqlText.of(sql, dialect))))
                    .as("%s", dialect)
                    .isEqualTo(want);
        }
    }

    @Test
    void aFindingSaysWhereItIsAndWhatToDo() {
        String sql = "WITH x AS (\n  DELETE FROM a RETURNING *) SELECT 1";
        assertThat(Classification.of(SqlText.of(sql, POSTGRESQL)).changes())
                .containsExactly(new Finding(
                        "writing-statement",
                        sql.indexOf("DELETE"),
                        "DELETE writes",
                        "set read_only: false if the template is to do so"));
        assertThat(Classification.of(SqlText.of("SELECT 1; SELECT 2", SQLITE)).refusals())
                .containsExactly(new Finding(
                        "second-statement",
                        10,
                        "a second statement begins here, a template holds one",
                        "make it a template of its own"));
    }

    @Test
    void manyBracketsAreRefused() {
        String sql = "SELECT " + "(".repeat(100_000) + "1" + ")".repeat(100_000);
        assertThat(inShort(Classification.of(SqlText.of(sql, SQLITE)))).isEqualTo("nested-too-deep");
    }

    static String inShort(Classification it) {
        List<String> parts = new ArrayList<>();
        it.changes().forEach(change -> parts.add(change.code()));
        it.refusals().forEach(refusal -> parts.add(refusal.code()));
        it.reads().forEach(table -> parts.add("<" + table));
        it.writes().forEach(table -> parts.add(">" + table));
        return String.join(" ", parts);
    }

    private static Arguments is(Dialect dialect, String sql, String want) {
        return is(EnumSet.of(dialect), sql, want);
    }

    private static Arguments is(Set<Dialect> dialects, String sql, String want) {
        return arguments(dialects, sql, want);
    }
}
