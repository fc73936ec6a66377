package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSetException;
import dev.tenet.rules.SourceLocation;
import dev.tenet.rules.sql.IndexDefinition.Column;
import dev.tenet.rules.sql.IndexDefinition.Direction;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Declared indexes on each database: made, compared, proved useful, dropped. */
class IndexesTest {
    private static final PoolOptions SMALL = PoolOptions.builder()
            .maximum(2)
            .minimumIdle(1)
            .connectionTimeout(Duration.ofSeconds(10))
            .build();
    private static final String TABLE =
            "CREATE TABLE tasks (id INTEGER PRIMARY KEY, status VARCHAR(20), priority INTEGER, title VARCHAR(20))";
    private static final String STATUS = "SELECT id FROM tasks WHERE status = ? ORDER BY priority DESC";

    private static IndexDefinition index(String table, String name, boolean unique, String... columns) {
        return new IndexDefinition(
                table,
                name,
                Stream.of(columns).map(IndexesTest::column).toList(),
                unique,
                "main",
                new SourceLocation("base", "queries.yaml", 7, 5));
    }

    private static Column column(String written) {
        String[] parts = written.split(" ");
        return new Column(parts[0], parts.length == 1 ? Direction.ASC : Direction.valueOf(parts[1]));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsMissingIsMadeAndThenThere(TestDatabase kind) throws SQLException {
        String url = kind.create();
        TestDatabase.execute(url, TABLE);
        IndexDefinition byStatus = index("tasks", "idx_status", false, "status", "priority DESC");
        String table = kind == TestDatabase.MARIADB ? "tasks" : "Tasks"; // a table is a file there
        IndexDefinition order = index(table, "Order", true, "ID", "priority");
        try (PooledDatabase database = PooledDatabase.open(url, SMALL)) {
            Indexes indexes = Indexes.of(database.writing(), kind.dialect(), List.of(byStatus, order));
            assertThat(indexes.check())
                    .extracting(Problem::summary)
                    .containsExactly(
                            "queries.yaml:7:5: warning[missing-index]: the database \"main\" has no index idx_status;"
                                    + " create it",
                            "queries.yaml:7:5: warning[missing-index]: the database \"main\" has no index Order;"
                                    + " create it");
            assertThat(indexes.create()).containsExactly(byStatus, order);
            assertThat(indexes.check()).isEmpty();
            assertThat(indexes.create()).isEmpty();
            assertThat(indexes.drop()).containsExactly(byStatus, order);
            assertThat(indexes.check()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherIndexOfTheSameNameIsAnErrorThatNamesBoth(TestDatabase kind) throws SQLException {
        String url = kind.create();
        TestDatabase.execute(
                url,
                TABLE,
                "CREATE INDEX idx_a ON tasks (priority, status)",
                "CREATE UNIQUE INDEX idx_b ON tasks (status)",
                "CREATE INDEX idx_c ON tasks (status)");
        try (PooledDatabase database = PooledDatabase.open(url, SMALL)) {
            Indexes indexes = Indexes.of(
                    database.writing(),
                    kind.dialect(),
                    List.of(
                            index("tasks", "idx_a", false, "status", "priority"),
                            index("tasks", "idx_b", false, "status"),
                            index("tasks", "idx_c", false, "status DESC"),
                            index("tasks", "idx_new", false, "status")));
            assertThat(indexes.check())
                    .extracting(Problem::message)
                    .containsExactly(
                            "got idx_a as an index on tasks (priority, status), want an index on tasks (status,"
                                    + " priority)",
                            "got idx_b as a unique index on tasks (status), want an index on tasks (status)",
                            "got idx_c as an index on tasks (status), want an index on tasks (status DESC)",
                            "the database \"main\" has no index idx_new");
            assertThatThrownBy(indexes::create)
                    .isInstanceOf(RuleSetException.class)
                    .hasMessageContaining("idx_a")
                    .hasMessageContaining("idx_b");
            assertThat(indexes.check()).as("none was made").hasSize(4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheHostMadeStays(TestDatabase kind) throws SQLException {
        String url = kind.create();
        TestDatabase.execute(url, TABLE, "CREATE INDEX idx_a ON tasks (status)");
        try (PooledDatabase database = PooledDatabase.open(url, SMALL)) {
            Indexes indexes =
                    Indexes.of(database.writing(), kind.dialect(), List.of(index("tasks", "idx_a", false, "status")));
            assertThat(indexes.check()).isEmpty();
            assertThat(indexes.drop()).isEmpty();
            assertThat(indexes.check()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTableThatIsNotThereIsAnError(TestDatabase kind) throws SQLException {
        try (PooledDatabase database = PooledDatabase.open(kind.create(), SMALL)) {
            Indexes indexes =
                    Indexes.of(database.writing(), kind.dialect(), List.of(index("tasks", "idx_a", false, "status")));
            assertThat(indexes.check())
                    .extracting(problem -> problem.code() + ": " + problem.message())
                    .containsExactly("unknown-table: the " + kind.dialect().yamlName()
                            + " database \"main\" has no table tasks");
            assertThatThrownBy(indexes::create).isInstanceOf(RuleSetException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverMakesThemAtTheSameTimeEachIsMadeOnce(TestDatabase kind) throws Exception {
        String url = kind.create();
        TestDatabase.execute(url, TABLE);
        fill(url);
        List<IndexDefinition> declared =
                List.of(index("tasks", "idx_a", false, "status"), index("tasks", "idx_b", false, "priority"));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        PoolOptions four = PoolOptions.builder().maximum(4).minimumIdle(4).build();
        try (PooledDatabase database = PooledDatabase.open(url, four)) {
            CyclicBarrier together = new CyclicBarrier(4);
            Callable<List<IndexDefinition>> create = () -> {
                Indexes indexes = Indexes.of(database.writing(), kind.dialect(), declared);
                together.await(30, TimeUnit.SECONDS);
                return indexes.create();
            };
            List<IndexDefinition> made = new ArrayList<>();
            for (Future<List<IndexDefinition>> each : threads.invokeAll(Collections.nCopies(4, create))) {
                made.addAll(each.get());
            }
            assertThat(made).containsExactlyInAnyOrderElementsOf(declared);
            assertThat(Indexes.of(database.writing(), kind.dialect(), declared).check())
                    .isEmpty();
        } finally {
            threads.shutdown();
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePlanSaysWhichIndexAStatementCanUse(TestDatabase kind) throws SQLException {
        String url = kind.create();
        TestDatabase.execute(url, TABLE);
        fill(url);
        IndexDefinition byStatus = index("tasks", "idx_status", false, "status", "priority DESC");
        IndexDefinition byPriority = index("tasks", "idx_status_2", false, "priority");
        try (PooledDatabase database = PooledDatabase.open(url, SMALL)) {
            Indexes indexes = Indexes.of(database.writing(), kind.dialect(), List.of(byStatus, byPriority));
            assertThat(indexes.usedBy(STATUS, List.of("s7"))).isEmpty();
            indexes.create();
            assertThat(indexes.usedBy(STATUS, List.of("s7"))).containsExactly(byStatus);
            assertThat(indexes.usedBy("SELECT * FROM tasks WHERE priority = ?", List.of(3)))
                    .containsExactly(byPriority);
            assertThat(indexes.usedBy("SELECT * FROM tasks WHERE priority + 1 = ?", List.of(3)))
                    .isEmpty();
        }
    }

    /** Several statuses, a few rows each. */
    private static void fill(String url) throws SQLException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            rows.add("(" + i + ", 's" + i % 50 + "', " + i % 100 + ')');
        }
        TestDatabase.execute(url, "INSERT INTO tasks (id, status, priority) VALUES " + String.join(", ", rows));
    }

    @Test
    void onPostgresqlAnAttemptThatFailedLeavesNothingAndCanBeRepeated() throws SQLException {
        String url = TestDatabase.POSTGRESQL.create();
        TestDatabase.execute(url, TABLE, "INSERT INTO tasks (id, status, priority) VALUES (1, 'a', 1), (2, 'a', 2)");
        IndexDefinition unique = index("tasks", "idx_a", true, "status");
        try (PooledDatabase database = PooledDatabase.open(url, SMALL)) {
            Indexes indexes = Indexes.of(database.writing(), Dialect.POSTGRESQL, List.of(unique));
            assertThatThrownBy(indexes::create).isInstanceOf(SQLException.class).hasMessageContaining("idx_a");
            assertThat(indexes.check()).extracting(Problem::code).containsExactly("missing-index");

            assertThatThrownBy(
                            () -> TestDatabase.execute(url, "CREATE UNIQUE INDEX CONCURRENTLY idx_a ON tasks (status)"))
                    .isInstanceOf(SQLException.class);
            assertThat(indexes.check()).extracting(Problem::code).containsExactly("incomplete-index");
            TestDatabase.execute(url, "DELETE FROM tasks WHERE id = 2");
            assertThat(indexes.create()).containsExactly(unique);
            assertThat(indexes.check()).isEmpty();
        }
    }

    @Test
    void onPostgresqlATableThatOthersLockIsNotWaitedFor() throws SQLException {
        String url = TestDatabase.POSTGRESQL.create();
        TestDatabase.execute(url, TABLE);
        IndexDefinition index = index("tasks", "idx_a", false, "status");
        try (PooledDatabase database = PooledDatabase.open(url, SMALL);
                Connection other = DriverManager.getConnection(url);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE tasks IN ACCESS EXCLUSIVE MODE");
            Indexes indexes = Indexes.of(database.writing(), Dialect.POSTGRESQL, List.of(index));
            assertThatThrownBy(indexes::create)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55P03"));
            other.rollback();
            assertThat(indexes.create()).containsExactly(index);
        }
    }

    @Test
    void onPostgresqlAnIndexStandsInTheSchemaOfItsTable() throws SQLException {
        String url = TestDatabase.POSTGRESQL.create();
        TestDatabase.execute(url, "CREATE SCHEMA reporting", "CREATE TABLE reporting.tasks (status TEXT)", TABLE);
        IndexDefinition index = index("reporting.tasks", "idx_a", false, "status");
        try (PooledDatabase database = PooledDatabase.open(url, SMALL)) {
            Indexes indexes = Indexes.of(database.writing(), Dialect.POSTGRESQL, List.of(index));
            assertThat(indexes.create()).containsExactly(index);
            assertThat(indexes.check()).isEmpty();
            assertThat(indexes.drop()).containsExactly(index);
        }
    }
}
