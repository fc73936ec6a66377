package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.Layer;
import dev.tenet.rules.LiveRuleSet;
import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A translated order is read from an index of PostgreSQL where that gives SQLite's order, and else that is said. */
class PostgresqlNullOrderTest {
    private static final String TABLE =
            "CREATE TABLE tasks (id INT PRIMARY KEY, made TIMESTAMP NOT NULL, due TIMESTAMP, kind TEXT)";
    private static final String FILL = "INSERT INTO tasks SELECT i, timestamp '2026-01-01' + i * interval '1 minute',"
            + " CASE WHEN i % 3 > 0 THEN timestamp '2026-01-01' + i * interval '1 hour' END, 'k' || i % 1000"
            + " FROM generate_series(1, 12000) AS i";
    private static final String INDEXES = """
            indexes:
              - { table: tasks, name: idx_made, columns: [made] }
              - { table: tasks, name: idx_due, columns: [due] }
            """;

    private final String url = TestDatabase.POSTGRESQL.create();
    private final PooledDatabase database = PooledDatabase.open(url);

    PostgresqlNullOrderTest() throws SQLException {
        TestDatabase.execute(url, TABLE);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static RuleSet rules(String text) {
        return RuleSet.loader().layer(Layer.of("q", text)).load();
    }

    private void execute(String... statements) throws SQLException {
        TestDatabase.execute(url, statements);
    }

    private static String sql(SqlTemplates templates, String query) {
        return templates.group(query).select(Optional.empty()).sql(new Object[0]);
    }

    private String plan(String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN " + sql)) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return String.join("\n", lines);
    }

    private List<String> verify(String text) {
        try (SqlTemplates templates = SqlTemplates.builder(rules(text))
                .database("main", database)
                .withoutVerification()
                .build()) {
            return templates.verify().stream().map(Problem::summary).toList();
        }
    }

    @Test
    void theOrderOfAColumnThatIsNotNullIsReadFromItsIndex() throws SQLException {
        execute(FILL, "CREATE INDEX idx_made ON tasks (made)", "ANALYZE tasks");
        try (SqlTemplates templates = SqlTemplates.of(
                rules("queries: { q: { sql: SELECT id FROM tasks ORDER BY made LIMIT 50 } }"), database)) {
            assertThat(plan(sql(templates, "q")))
                    .contains("Index Scan using idx_made")
                    .doesNotContain("Sort");
        }
    }

    @Test
    void withoutVerificationNothingIsTakenForGranted() {
        RuleSet rules = rules("queries: { q: { sql: SELECT id FROM tasks ORDER BY made } }");
        try (SqlTemplates templates = SqlTemplates.builder(rules)
                .database("main", database)
                .withoutVerification()
                .build()) {
            assertThat(sql(templates, "q")).endsWith("ORDER BY made NULLS FIRST");
            templates.verify();
            assertThat(sql(templates, "q")).endsWith("ORDER BY made");
        }
    }

    @Test
    void aLaterVerificationSeesTheTableAsItThenIs() throws SQLException {
        try (SqlTemplates templates =
                SqlTemplates.of(rules("queries: { q: { sql: SELECT id FROM tasks ORDER BY made } }"), database)) {
            execute("ALTER TABLE tasks ALTER made DROP NOT NULL");
            templates.verify();
            assertThat(sql(templates, "q")).endsWith("ORDER BY made NULLS FIRST");
        }
    }

    @Test
    void anIndexThatHasNullFirstServesAlsoWhereNothingIsNull() throws SQLException {
        execute("CREATE INDEX idx_made ON tasks (made NULLS FIRST, due NULLS FIRST)");
        try (SqlTemplates templates = SqlTemplates.of(rules("""
                queries:
                  one: { sql: SELECT id FROM tasks ORDER BY made DESC }
                  two: { sql: "SELECT id FROM tasks ORDER BY made, due" }
                  other: { sql: SELECT id FROM tasks ORDER BY id }
                indexes: [{ table: tasks, name: idx_made, columns: [made, due] }]
                """), database)) {
            assertThat(sql(templates, "one")).endsWith("ORDER BY made DESC NULLS LAST");
            assertThat(sql(templates, "two")).endsWith("ORDER BY made NULLS FIRST, due NULLS FIRST");
            assertThat(sql(templates, "other")).endsWith("ORDER BY id");
            assertThat(templates.verify()).isEmpty();
            execute("CREATE INDEX idx_plain ON tasks (made)");
            templates.verify();
            assertThat(sql(templates, "one")).endsWith("ORDER BY made DESC");
        }
    }

    @Test
    void anEditOfLiveRulesIsTranslatedForTheTablesItNames(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("base").resolve("q.yaml");
        Files.createDirectory(file.getParent());
        Files.writeString(file, "version: \"1.0\"\nqueries: { q: { sql: SELECT 1 AS n } }\n");
        try (LiveRuleSet live = LiveRuleSet.watch(folder);
                SqlTemplates templates = SqlTemplates.of(live, database)) {
            Files.writeString(file, "version: \"1.0\"\nqueries: { q: { sql: SELECT id FROM tasks ORDER BY made } }\n");
            live.reload();
            assertThat(sql(templates, "q")).isEqualTo("SELECT id FROM tasks ORDER BY made");
        }
    }

    @Test
    void whatIsDeclaredNotNullAndYetMayBeNullIsNotTrusted() throws SQLException {
        execute(
                "CREATE DOMAIN filled AS INT NOT NULL",
                "CREATE TABLE loose (id INT PRIMARY KEY, n filled)",
                "CREATE TABLE parent (id INT NOT NULL)",
                "CREATE TABLE child () INHERITS (parent)",
                "CREATE TABLE parts (id INT NOT NULL) PARTITION BY RANGE (id)",
                "CREATE TABLE part PARTITION OF parts DEFAULT",
                "CREATE FOREIGN DATA WRAPPER elsewhere",
                "CREATE SERVER other FOREIGN DATA WRAPPER elsewhere",
                "CREATE TABLE spread (id INT NOT NULL) PARTITION BY RANGE (id)",
                "CREATE TABLE half PARTITION OF spread DEFAULT PARTITION BY RANGE (id)",
                "CREATE FOREIGN TABLE far PARTITION OF half DEFAULT SERVER other",
                "CREATE VIEW shown AS SELECT id, made FROM tasks",
                "CREATE SCHEMA other",
                "CREATE TABLE other.hidden (id INT NOT NULL)",
                "CREATE TABLE hidden (id INT)");
        try (SqlTemplates templates = SqlTemplates.of(rules("""
                queries:
                  domain: { sql: SELECT id FROM loose ORDER BY n }
                  inherited: { sql: SELECT id FROM parent ORDER BY id }
                  child: { sql: SELECT id FROM child ORDER BY id }
                  parts: { sql: SELECT id FROM parts ORDER BY id }
                  spread: { sql: SELECT id FROM spread ORDER BY id }
                  view: { sql: SELECT id FROM shown ORDER BY made }
                  schema: { sql: SELECT id FROM hidden ORDER BY id }
                """), database)) {
            assertThat(List.of("domain", "inherited", "spread", "view", "schema"))
                    .allSatisfy(query -> assertThat(sql(templates, query)).endsWith(" NULLS FIRST"));
            assertThat(List.of("child", "parts"))
                    .allSatisfy(query -> assertThat(sql(templates, query)).endsWith("ORDER BY id"));
        }
    }

    @Test
    void aDeclaredIndexThatNullsKeepAQueryFromIsTold() throws SQLException {
        execute("CREATE INDEX idx_made ON tasks (made)", "CREATE INDEX idx_due ON tasks (due)");
        assertThat(verify("""
                queries:
                  made: { sql: SELECT id FROM tasks ORDER BY made LIMIT 50 }
                  due: { sql: SELECT id FROM tasks ORDER BY due DESC LIMIT 50 }
                  again: { sql: SELECT id FROM tasks ORDER BY due LIMIT 50 }
                """ + INDEXES))
                .containsExactly("q:3:45: warning[null-order]: the query sorts what the index idx_due has in order:"
                        + " tasks.due may be NULL, which comes first, as in sqlite, and last in an index of postgresql;"
                        + " declare the column NOT NULL, or make an index (due NULLS FIRST) yourself");
        execute("DROP INDEX idx_due", "CREATE INDEX idx_due ON tasks (due NULLS FIRST)");
        assertThat(verify("queries: { due: { sql: SELECT id FROM tasks ORDER BY due DESC LIMIT 50 } }\n" + """
                indexes: [{ table: tasks, name: idx_due, columns: [due] }]
                """))
                .isEmpty();
    }

    @Test
    void aDeclaredIndexIsToldThoughAnotherOrderByTheSameColumnWasNotWorthIt() throws SQLException {
        execute(
                FILL,
                "DELETE FROM tasks WHERE id > 5000",
                "CREATE INDEX idx_any ON tasks (due)",
                "CREATE INDEX idx_due_kind ON tasks (due, kind)",
                "ANALYZE tasks");
        assertThat(verify("""
                queries:
                  any: { sql: SELECT id FROM tasks ORDER BY due LIMIT 50 }
                  both: { sql: "SELECT id FROM tasks ORDER BY due, kind" }
                  again: { sql: "SELECT id FROM tasks ORDER BY due, kind LIMIT 50" }
                indexes: [{ table: tasks, name: idx_due_kind, columns: [due, kind] }]
                """))
                .singleElement()
                .asString()
                .startsWith("q:3:47: warning[null-order]: the query sorts what the index idx_due_kind has in order:"
                        + " tasks.due may be NULL");
    }

    @Test
    void anIndexThatNobodyDeclaredIsToldOfLargeTablesAlone() throws SQLException {
        String query = "queries: { due: { sql: SELECT id FROM tasks ORDER BY due LIMIT 50 } }";
        execute("CREATE INDEX idx_due ON tasks (due)");
        assertThat(verify(query)).isEmpty();
        execute(FILL, "ANALYZE tasks");
        assertThat(verify(query))
                .singleElement()
                .asString()
                .contains("warning[null-order]: the query sorts what an index");
    }

    @Test
    void whatNoIndexWouldServeIsNotTold() throws SQLException {
        execute(FILL, "CREATE INDEX idx_kind ON tasks (kind)", "ANALYZE tasks");
        assertThat(verify("""
                queries:
                  few: { sql: "SELECT id FROM tasks WHERE kind = 'k5' ORDER BY due" }
                  plain: { sql: SELECT id FROM tasks ORDER BY due LIMIT 5 }
                  own: { sql: { postgresql: SELECT id FROM tasks ORDER BY due NULLS FIRST LIMIT 5 } }
                """)).isEmpty();
    }
}
