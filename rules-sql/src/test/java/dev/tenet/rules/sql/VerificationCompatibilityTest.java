package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenet.rules.Layer;
import dev.tenet.rules.LiveRuleSet;
import dev.tenet.rules.Problem;
import dev.tenet.rules.ReloadEvent;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSetException;
import dev.tenet.rules.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Templates and indexes are compared with the database, which runs none of them. */
abstract class VerificationCompatibilityTest {
    private static final Path REFERENCE = Path.of("..", "examples", "config", "base", "queries.yaml");

    @TempDir
    private Path folder;

    private final Dialect dialect;
    private final String url;
    private final PooledDatabase pool;

    VerificationCompatibilityTest(TestDatabase database) throws SQLException {
        this.dialect = database.dialect();
        this.url = database.create();
        TestDatabase.execute(url, TestTable.ITEMS.get(dialect));
        TestDatabase.execute(url, TestTable.reference(dialect));
        this.pool = PooledDatabase.open(
                url,
                PoolOptions.builder()
                        .maximum(2)
                        .connectionTimeout(Duration.ofSeconds(5))
                        .build());
    }

    @AfterEach
    void close() {
        assertThat(pool.borrowers()).as("leaked connections").isEmpty();
        pool.close();
    }

    private static RuleSet rules(String text) {
        return RuleSet.loader().layer(Layer.of("q", text)).load();
    }

    private static RuleSet reference() throws IOException {
        return rules(Files.readString(REFERENCE));
    }

    private List<Problem> problems(RuleSet rules) {
        try (SqlTemplates templates = SqlTemplates.builder(rules)
                .database("main", pool)
                .withoutVerification()
                .build()) {
            return templates.verify().stream()
                    .filter(problem ->
                            !Set.of("read-only-by-text", "case-insensitive").contains(problem.code()))
                    .toList();
        }
    }

    /** The problems of queries, each on one line; what is quoted of the database is left out. */
    private List<String> verify(String queries) {
        return problems(rules("queries:\n" + queries)).stream()
                .map(problem -> problem.summary()
                        .replace("the " + dialect.yamlName() + " database \"main\"", "the database")
                        .replaceFirst("(sql-syntax|refused-sql|type-clash)(]: .*?: ).*", "$1$2..."))
                .toList();
    }

    // ---- names ----

    @Test
    void aTableThatIsNotThereIsAnErrorAtItsPlace() {
        assertThat(verify("""
                  q:
                    sql: |
                      SELECT id
                      FROM itms WHERE id = :id
                    params: [{ name: id, type: integer }]
                """))
                .containsExactly("q:5:12: error[unknown-table]: the database has no table \"itms\"; did you mean"
                        + " \"items\"?");
    }

    @Test
    void aColumnThatIsNotThereIsAnErrorAtItsPlace() {
        assertThat(verify("""
                  q: { sql: "SELECT id FROM tasks WHERE stauts = 'pending' AND id IN (SELECT id FROM items)" }
                  r: { sql: "SELECT t.id FROM tasks t JOIN items i ON i.id = t.id WHERE t.amuont > 1 OR i.amuont > 1" }
                  s: { sql: "SELECT x.id FROM tasks t" }
                  t: { sql: "UPDATE tasks SET stauts = 'x' WHERE id = 1", read_only: false }
                  u: { sql: "DELETE FROM tasks WHERE idd = 1", read_only: false }
                """))
                .contains(
                        "q:2:41: error[unknown-column]: the database has no column \"stauts\" in tasks or items; did"
                                + " you mean \"status\"?",
                        "q:5:31: error[unknown-column]: the database has no column \"stauts\" in tasks; did you mean"
                                + " \"status\"?",
                        "q:6:38: error[unknown-column]: the database has no column \"idd\" in tasks; did you mean"
                                + " \"id\"?")
                .hasSize(5)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("q:3:75: error[unknown-column]: the database has no column \"amuont\" in tasks"))
                .anySatisfy(line -> assertThat(line).startsWith("q:4:"));
    }

    @Test
    void aColumnThatOnlyAnotherPartOfTheQueryReadsIsAnErrorWhereItIsNotInSight() {
        assertThat(verify("""
                  q: { sql: "SELECT (SELECT amount FROM items LIMIT 1) AS a FROM tasks WHERE amount = 1" }
                  r: { sql: "SELECT id FROM (SELECT id FROM items) x WHERE amount = 1" }
                """))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("q:2:78: error[unknown-column]: the database has no column \"amount\" in"
                                        + " tasks; "),
                        line -> assertThat(line)
                                .isEqualTo("q:3:60: error[unknown-column]: the database finds no column \"amount\" in"
                                        + " what this part of the query reads; items has it, and is read elsewhere"));
    }

    @Test
    void anUnknownNameIsAnErrorWhereTheDatabaseSaysThatItStands() {
        assumeTrue(dialect == Dialect.POSTGRESQL, "only PostgreSQL tells it");
        assertThat(verify("""
                  q: { sql: { postgresql: "SELECT (SELECT amount FROM items LIMIT 1) AS a FROM tasks WHERE amount = 1" } }
                """))
                .singleElement()
                .asString()
                .startsWith("q:2:92: error[unknown-column]: the database has no column \"amount\" in tasks; ");
    }

    @Test
    void anInsertIntoAColumnThatIsNotThereIsAnError() {
        assertThat(verify("""
                  q: { sql: "INSERT INTO items (nam) VALUES (:n)", read_only: false, params: [{ name: n, type: string }] }
                """))
                .containsExactly("q:2:33: error[unknown-column]: the database has no column \"nam\" in items; did you"
                        + " mean \"name\"?");
        assertThat(verify("  q: { sql: SELECT COUNT(*) AS n FROM items }")).isEmpty();
    }

    @Test
    void whatTheDatabaseDoesNotUnderstandIsAnError() {
        String text =
                "{ sqlite: SELECT FROM, h2: SELECT id FRM items, postgresql: SELECT id FRM items, mariadb: SELECT id FRM items }";
        assertThat(verify("  q: { sql: " + text + " }"))
                .singleElement()
                .asString()
                .contains("error[sql-syntax]: the database does not understand the SQL: ...");
        assertThat(verify("  q: { sql: { " + dialect.yamlName() + ": SELECT frob(id) FROM items } }"))
                .singleElement()
                .asString()
                .contains("error[refused-sql]: the database refuses the SQL: ...");
    }

    @Test
    void whatTheDatabaseDoesNotUnderstandIsAnErrorWhereItStopped() {
        String line = "FROM items WHERE (:id IS NULL OR id = :id) ANND name = :name";
        assertThat(verify("""
                  q:
                    sql:
                      %s: |
                        SELECT "id", 'Ü😀'
                        %s
                    params: [{ name: id, type: integer }, { name: name, type: string }]
                """.formatted(dialect.yamlName(), line)))
                .singleElement()
                .asString()
                .startsWith("q:6:" + (9 + line.indexOf("ANND")) + ": error[sql-syntax]: ");
    }

    @Test
    void whatIsMissingAtTheEndIsMissedThere() {
        String text = "  q: { sql: { " + dialect.yamlName() + ": SELECT id FROM items WHERE } }";
        assertThat(verify(text)).singleElement().asString().startsWith("q:2:" + (1 + text.indexOf("WHERE")) + ": ");
    }

    @Test
    void aTextThatCannotBeTranslatedIsAnErrorAtItsPlace() {
        List<String> found = verify("  q: { sql: \"SELECT id FROM items WHERE printf('%d', id) = '1'\" }");
        if (dialect == Dialect.SQLITE) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).singleElement().asString().startsWith("q:2:41: error[untranslatable-sql]: ");
        }
    }

    @Test
    void everyVariantIsChecked() {
        assertThat(verify("""
                  q:
                    sql: SELECT id FROM items
                    variants:
                      - { name: a, weight: 1 }
                      - { name: b, weight: 1, set: { sql: SELECT idd FROM items } }
                """))
                .containsExactly("q:6:50: error[unknown-column]: the database has no column \"idd\" in items; did you"
                        + " mean \"id\"?");
    }

    @Test
    void aDatabaseThatWasNotGivenIsAnError() {
        assertThat(problems(rules("""
                queries:
                  q: { sql: SELECT 1 AS n, database: mian }
                indexes:
                  - { table: items, name: i, columns: [id], database: archive }
                """)))
                .extracting(Problem::summary)
                .containsExactly(
                        "q:2:38: error[unknown-database]: the query \"q\" runs on the database \"mian\", which was not"
                                + " given; did you mean \"main\"?",
                        "q:4:5: error[unknown-database]: the index i stands in the database \"archive\", which was not"
                                + " given; given are main");
    }

    // ---- types ----

    @Test
    void aParameterOfAnotherTypeThanItsColumnIsReported() {
        List<Problem> found = problems(rules("""
                queries:
                  q:
                    sql: "SELECT id FROM items WHERE amount = :a"
                    params: [{ name: a, type: timestamp }]
                """));
        assertThat(found).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("type-clash");
            assertThat(problem.severity()).isEqualTo(dialect == Dialect.POSTGRESQL ? Severity.ERROR : Severity.WARNING);
            assertThat(problem.message()).contains("the parameter \"a\" is declared as timestamp");
        });
    }

    @Test
    void aTemplateWithParametersOfTheRightTypesIsClean() {
        assertThat(verify("""
                  q:
                    sql: SELECT id FROM items WHERE made_at = :made_at AND due = :due AND ref = :ref AND done = :done AND price = :price AND amount = :amount AND name IN (:names) AND (:since IS NULL OR made_at > :since) LIMIT :n
                    params: [{ name: made_at, type: timestamp }, { name: due, type: date }, { name: ref, type: uuid },
                             { name: done, type: boolean }, { name: price, type: decimal }, { name: amount, type: number },
                             { name: names, type: "string[]" }, { name: since, type: timestamp }, { name: n, type: integer }]
                  r:
                    sql: INSERT INTO items (name, amount, price, done, made_at, due, ref, doc, raw) VALUES (:name, :amount, :price, :done, :made_at, :due, :ref, :doc, :raw)
                    read_only: false
                    params: [{ name: name, type: string }, { name: amount, type: number }, { name: price, type: decimal },
                             { name: done, type: boolean }, { name: made_at, type: timestamp }, { name: due, type: date },
                             { name: ref, type: uuid }, { name: doc, type: json }, { name: raw, type: bytes }]
                """)).isEmpty();
    }

    @Test
    void theDeclaredResultIsComparedWithTheColumns() {
        assertThat(verify("""
                  q: { sql: "SELECT id, name, amount FROM items", result: { nme: string, id: timestamp, amount: decimal } }
                  r: { sql: "SELECT id, name AS id FROM items" }
                """))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo("q:2:61: error[unknown-result]: the declared column \"nme\" is not in"
                                        + " the result; did you mean \"name\"?"),
                        line -> assertThat(line).startsWith("q:2:74: ").contains("[result-type]: the column \"id\""),
                        line -> assertThat(line).contains("error[duplicate-label]"));
    }

    // ---- what is never done ----

    @Test
    void nothingIsRun() throws SQLException {
        TestDatabase.execute(url, "INSERT INTO items (id, name) VALUES (1, 'a')");
        assertThat(verify("""
                  q: { sql: DELETE FROM items, read_only: false }
                  r: { sql: "INSERT INTO items (name) VALUES ('b')", read_only: false }
                  s: { sql: UPDATE items SET name = 'c', read_only: false }
                """)).isEmpty();
        try (SqlTemplates templates =
                SqlTemplates.of(rules("queries: { all: { sql: 'SELECT id, name FROM items' } }"), pool)) {
            assertThat(templates.query("all").maps()).containsExactly(Map.of("id", 1L, "name", "a"));
        }
    }

    @Test
    void overADataSourceThatMayWriteTheReaderIsTold() {
        RuleSet rules = rules("queries: { a: { sql: SELECT id FROM items }, b: { sql: SELECT id FROM items } }");
        try (SqlTemplates templates = SqlTemplates.of(rules, pool.writing())) {
            assertThat(templates.verify())
                    .extracting(Problem::code, Problem::severity)
                    .containsExactly(tuple("read-only-by-text", Severity.INFO));
        }
    }

    // ---- indexes ----

    @Test
    void theReferenceConfigurationIsCleanAndItsIndexesAreUsed() throws Exception {
        try (SqlTemplates templates = SqlTemplates.of(reference(), pool)) {
            assertThat(templates.indexes().check()).hasSize(4);
            assertThat(templates.indexes().create()).hasSize(4);
            Map<String, Set<String>> use = templates.indexUse().entrySet().stream()
                    .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
            assertThat(use.get("idx_tasks_status_priority")).contains("tasks_by_status", "tasks_pending_high_priority");
            assertThat(use.get("idx_sessions_status_heartbeat")).contains("sessions_active");
            assertThat(use.get("idx_prompts_status_priority")).isEmpty();
            assertThat(problems(reference()))
                    .extracting(problem -> problem.code() + ": " + problem.message())
                    .contains("unused-index: by the plans of the " + dialect.yamlName()
                            + " database \"main\" no template goes by the index idx_prompts_status_priority")
                    .allMatch(line -> line.startsWith("unused-index: "));
        }
    }

    @Test
    void anIndexThatIsMissingOrNamesAColumnThatIsNotThereIsReported() {
        assertThat(problems(rules("""
                indexes:
                  - { table: items, name: idx_a, columns: [nam] }
                """)))
                .extracting(Problem::summary)
                .containsExactlyInAnyOrder(
                        "q:2:5: warning[missing-index]: the database \"main\" has no index idx_a; create it",
                        "q:2:5: error[unknown-column]: the " + dialect.yamlName()
                                + " database \"main\" has no column \"nam\" in items, for the index idx_a; did you mean"
                                + " \"name\"?");
    }

    @Test
    void aLargeTableThatIsReadForAFewRowsIsReportedWithTheIndexToDeclare() throws SQLException {
        String queries = """
                  q: { sql: "SELECT id FROM tasks WHERE status = :s AND priority > 5", params: [{ name: s, type: string }] }
                  r: { sql: "SELECT id FROM tasks WHERE status = 'a' OR type = 'b'" }
                  s: { sql: "SELECT COUNT(*) AS n FROM tasks" }
                  t: { sql: "SELECT id FROM tasks WHERE id = 5" }
                """;
        assertThat(verify(queries)).isEmpty();
        TestDatabase.execute(url, TestTable.many(dialect));
        assertThat(verify(queries))
                .containsExactly(
                        "q:2:41: warning[table-scan]: the query reads all of tasks, which has more than 10000 rows, for"
                                + " lack of an index; declare under indexes: { table: tasks, name:"
                                + " idx_tasks_status_priority, columns: [status, priority] }",
                        "q:3:41: info[table-scan]: the query reads all of tasks, which has more than 10000 rows");
        assertThat(verify(queries + "indexes: [{ table: tasks, name: idx_status, columns: [status, type] }]\n"))
                .contains(
                        "q:2:41: warning[table-scan]: the query reads all of tasks, which has more than 10000 rows, for"
                                + " lack of an index; create idx_status, which is declared");
        TestDatabase.execute(url, "CREATE INDEX idx_tasks_status_priority ON tasks (status, priority)");
        assertThat(verify(queries)).noneMatch(line -> line.contains("warning"));
    }

    @Test
    void aTableThatAMigrationHoldsEndsTheVerification() throws SQLException {
        String lock = switch (dialect) {
            case POSTGRESQL -> "LOCK TABLE tasks IN ACCESS EXCLUSIVE MODE";
            case MARIADB -> "LOCK TABLES tasks WRITE";
            case SQLITE, H2 -> "";
        };
        assumeFalse(lock.isEmpty(), "preparing a statement waits for no lock on " + dialect);
        try (Connection migration = DriverManager.getConnection(url);
                Statement statement = migration.createStatement()) {
            migration.setAutoCommit(false);
            statement.execute(lock);
            assertThatThrownBy(() -> verify("  q: { sql: SELECT id FROM tasks }"))
                    .isInstanceOfSatisfying(
                            DatabaseException.class,
                            e -> assertThat(e.kind()).isEqualTo(DatabaseException.Kind.CONFLICT));
            migration.rollback();
        }
        assertThat(verify("  q: { sql: SELECT id FROM tasks }")).isEmpty();
    }

    // ---- where it takes part ----

    @Test
    void whatIsBrokenIsNotBuilt() {
        RuleSet rules = rules("queries: { q: { sql: SELECT idd FROM items } }");
        assertThatExceptionOfType(RuleSetException.class)
                .isThrownBy(() -> SqlTemplates.of(rules, pool))
                .withMessageContaining("did you mean \"id\"?");
    }

    @Test
    void anEditThatBreaksATemplateNeverGoesLive() throws Exception {
        Path file = Files.createDirectories(folder.resolve("base")).resolve("queries.yaml");
        String good = "version: \"1.0\"\nqueries:\n  q:\n    sql: SELECT id FROM tasks WHERE status = 'new'\n";
        Files.writeString(file, good);
        try (LiveRuleSet live = LiveRuleSet.watch(folder)) {
            try (SqlTemplates templates = SqlTemplates.of(live, pool)) {
                Files.writeString(file, good.replace("status", "stauts"));
                assertThat(live.reload())
                        .hasValueSatisfying(event -> assertThat(event)
                                .isInstanceOfSatisfying(ReloadEvent.Refused.class, this::assertNamesTheColumn));
                assertThat(live.current().value("queries.q.sql").orElseThrow().toString())
                        .contains("status");
                assertThat(templates.query("q").maps()).isEmpty();
                Files.writeString(file, good.replace("'new'", "'old'"));
                assertThat(live.reload()).containsInstanceOf(ReloadEvent.Applied.class);
            }
            Files.writeString(file, good.replace("status", "stauts"));
            assertThat(live.reload()).as("nobody watches any more").containsInstanceOf(ReloadEvent.Applied.class);
        }
    }

    private void assertNamesTheColumn(ReloadEvent.Refused refused) {
        assertThat(refused.problems())
                .extracting(Problem::summary)
                .contains("base/queries.yaml:4:37: error[unknown-column]: the " + dialect.yamlName()
                        + " database \"main\" has no column \"stauts\" in tasks; did you mean \"status\"?");
    }

    // ---- snapshots ----

    @Test
    void aSnapshotIsReadAsItWasWrittenAndKnowsTheNames() throws Exception {
        DatabaseSnapshot made = DatabaseSnapshot.of("main", pool.writing());
        Path file = folder.resolve("main.snapshot.yaml");
        made.write(file);
        DatabaseSnapshot read = DatabaseSnapshot.read(file);
        assertThat(read).isEqualTo(made);
        assertThat(Files.readString(file))
                .contains("""
                            tasks:
                              columns:
                                assigned_to: string
                                completed_at: timestamp
                                created_at: timestamp
                        """)
                .contains("type: string not null")
                .contains("primary_key: [id]");
        assertThat(read.verify(reference())).isEmpty();
        assertThat(read.verify(rules("""
                queries:
                  q: { sql: SELECT idd FROM items }
                  r: { sql: SELECT id FROM itms }
                  s: { sql: SELECT id FRM items }
                  t: { sql: "SELECT id, frob(id) AS f FROM items", result: { ff: string } }
                  u: { sql: { sqlite: SELECT id FROM itms, h2: SELECT id FROM itms, postgresql: SELECT id FROM itms, mariadb: SELECT id FROM itms } }
                indexes:
                  - { table: itms, name: a, columns: [id] }
                  - { table: items, name: b, columns: [idd] }
                """)))
                .extracting(Problem::code)
                .contains("unknown-column", "unknown-table")
                .hasSizeGreaterThanOrEqualTo(6);
    }
}
