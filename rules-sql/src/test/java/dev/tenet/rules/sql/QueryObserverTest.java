package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import hostapp.TaskNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class QueryObserverTest {
    private static final String YAML = """
            queries:
              insert: { sql: "INSERT INTO items (name) VALUES (:name)", read_only: false, params: [{ name: name, type: string }] }
              rename: { sql: "UPDATE items SET name = name || '!' WHERE id > :id", read_only: false, params: [{ name: id, type: integer }] }
              by_id: { sql: "SELECT name FROM items WHERE id = :id", params: [{ name: id, type: integer }] }
              all: { sql: SELECT id FROM items ORDER BY id }
              broken: { sql: SELECT absent FROM items }
            """;

    private final QueryMetrics metrics = new QueryMetrics();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<String> spans = new ArrayList<>();
    private final CallsFixture in;
    private final SqlTemplates templates;

    QueryObserverTest() throws SQLException {
        in = CallsFixture.open(
                TestDatabase.SQLITE,
                YAML,
                builder -> builder.observer(metrics)
                        .observer(call -> {
                            throw new IllegalStateException("an observer that fails");
                        })
                        .observer(call -> {
                            spans.add("> " + call.template());
                            return outcome -> {
                                spans.add("< " + call.template() + ' ' + outcome.kind() + ' ' + outcome.rows());
                                throw new IllegalStateException("at the end too");
                            };
                        })
                        .slowQueries(Duration.ofNanos(1))
                        .observer(MicrometerObserver.of(registry)));
        templates = in.templates;
        templates
                .batch("insert")
                .bind("name", "a")
                .add()
                .bind("name", "b")
                .add()
                .execute();
    }

    @AfterEach
    void close() {
        in.close();
    }

    @Test
    void a_batch_is_told_when_its_commit_has_succeeded_or_failed() throws SQLException {
        String yaml = """
                queries:
                  child: { sql: "INSERT INTO child (parent) VALUES (:parent)", read_only: false, params: [{ name: parent, type: integer }] }
                """;
        List<String> told = new ArrayList<>();
        List<PooledDatabase> pool = new ArrayList<>();
        try (CallsFixture own = CallsFixture.open(
                TestDatabase.SQLITE,
                yaml,
                builder -> builder.observer(
                        call -> outcome -> told.add(outcome.kind() + " with " + children(pool.get(0)))))) {
            pool.add(own.pool);
            try (Connection connection = own.pool.writing().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)");
                statement.execute("INSERT INTO parent VALUES (1)");
                statement.execute(
                        "CREATE TABLE child (parent INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED)");
            }
            own.templates.batch("child").bind("parent", 1).add().add().execute();
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() ->
                            own.templates.batch("child").bind("parent", 2).add().execute());
        }
        assertThat(told).containsExactly("success with 2", "constraint with 2");
    }

    private static long children(PooledDatabase pool) {
        try (Connection connection = pool.reading().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM child")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void each_run_is_told_once_with_its_rows_or_its_failure() {
        templates.update("insert").bind("name", "c").insert("id");
        templates.update("rename").bind("id", 1).execute();
        templates.query("all").maps();
        templates.query("by_id").bind("id", 99).optional();
        templates.query("by_id").bind("id", 1).scalar(String.class);
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> templates.query("broken").maps());
        assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> templates.query("broken").stream());
        try (Stream<Map<String, Object>> rows = templates.query("all").stream()) {
            assertThat(rows.limit(2)).hasSize(2);
        }
        assertThat(spans)
                .containsExactly(
                        "> insert",
                        "< insert success 2",
                        "> insert",
                        "< insert success 1",
                        "> rename",
                        "< rename success 2",
                        "> all",
                        "< all success 3",
                        "> by_id",
                        "< by_id success 0",
                        "> by_id",
                        "< by_id success 1",
                        "> broken",
                        "< broken other 0",
                        "> broken",
                        "< broken other 0",
                        "> all",
                        "< all success 2");
        assertThat(metrics.totals().keySet()).containsExactly("all", "broken", "by_id", "insert", "rename");
        assertThat(metrics.totals().get("all")).satisfies(totals -> {
            assertThat(totals.count()).isEqualTo(2);
            assertThat(totals.rows()).isEqualTo(5);
            assertThat(totals.errors()).isZero();
            assertThat(totals.time()).isPositive();
        });
        assertThat(metrics.totals().get("broken").errors()).isEqualTo(2);
        assertThat(registry.get("tenet.sql.query")
                        .tags("query", "broken", "outcome", "other", "database", "main")
                        .timer()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("tenet.sql.rows").tags("query", "all").summary().totalAmount())
                .isEqualTo(5);
    }

    @Test
    void a_watch_reports_what_runs_too_often_and_where_the_host_does_it() {
        List<RepeatReport> outer = new ArrayList<>();
        List<RepeatReport> inner = new ArrayList<>();
        try (RepeatWatch all = templates.watch(4, outer::add)) {
            TaskNames.of(templates, List.of(1L, 2L));
            try (RepeatWatch part = templates.watch(2, inner::add)) {
                TaskNames.of(templates, List.of(1L, 2L, 1L));
                assertThatIllegalStateException().isThrownBy(all::close);
                assertThat(part).isNotSameAs(all);
            }
            templates.query("all").maps();
        }
        TaskNames.of(templates, List.of(1L, 2L, 1L, 2L, 1L));
        assertThat(outer).singleElement().satisfies(report -> {
            assertThat(report.template()).isEqualTo("by_id");
            assertThat(report.count()).isEqualTo(5);
            assertThat(report.time()).isPositive();
            assertThat(report.callSite().orElseThrow().getClassName()).isEqualTo("hostapp.TaskNames");
            assertThat(report)
                    .asString()
                    .matches(
                            "the query \"by_id\" ran 5 times in \\d+ ms at hostapp.TaskNames.of[(]TaskNames.java:\\d+[)];"
                                    + " ask for all at once: .*");
        });
        assertThat(inner)
                .singleElement()
                .satisfies(report -> assertThat(report.count()).isEqualTo(3));
    }

    @Test
    void many_keys_at_once_are_no_repetition() {
        List<RepeatReport> reports = new ArrayList<>();
        try (RepeatWatch watch = templates.watch(1, reports::add)) {
            templates.query("by_id").by("id").loadMany(List.of(1, 2, 3));
            assertThat(watch).isNotNull();
        }
        assertThat(reports).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> templates.watch(0));
        templates.watch(1).close();
    }
}
