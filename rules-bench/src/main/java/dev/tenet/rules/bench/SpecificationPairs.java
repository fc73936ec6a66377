package dev.tenet.rules.bench;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.sql.IndexDefinition;
import dev.tenet.rules.sql.Indexes;
import dev.tenet.rules.sql.PooledDatabase;
import dev.tenet.rules.sql.Queries;
import dev.tenet.rules.sql.QueryDefinition;
import dev.tenet.rules.sql.SqlTemplates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * What a host gains that asks its database once, over 1,000,000 tasks and 1,000 sessions in a file of SQLite: the
 * dashboard's figures by a query for each or by one for all, the tasks of each session by a query for each or by a join,
 * the most urgent tasks without an index, with that of the specification, and with one in the order of the query. All
 * of it by templates; of each the median of seven calls.
 *
 * <pre>{@code java -cp rules-bench/target/benchmarks.jar dev.tenet.rules.bench.SpecificationPairs}</pre>
 */
public final class SpecificationPairs {
    private static final int TASKS = 1_000_000;
    private static final int SESSIONS = 1_000;
    private static final int CALLS = 7;

    private static final Layer RULES = Layer.of("pairs", """
            queries:
              count_tasks:
                sql: "SELECT COUNT(*) AS n FROM tasks WHERE status = :status"
                params: [{ name: status, type: string, required: true }]
              count_completed:
                sql: "SELECT COUNT(*) AS n FROM tasks WHERE status = 'completed' AND completed_at > '2026-01-11 00:00:00'"
              count_sessions:
                sql: "SELECT COUNT(*) AS n FROM sessions WHERE status = :status"
                params: [{ name: status, type: string, required: true }]
              count_errors:
                sql: "SELECT COUNT(*) AS n FROM errors WHERE resolved = 0"
              all_counts:
                sql: |
                  SELECT
                    (SELECT COUNT(*) FROM tasks WHERE status = 'pending') AS pending,
                    (SELECT COUNT(*) FROM tasks WHERE status = 'in_progress') AS active,
                    (SELECT COUNT(*) FROM tasks WHERE status = 'failed') AS failed,
                    (SELECT COUNT(*) FROM tasks WHERE status = 'completed'
                     AND completed_at > '2026-01-11 00:00:00') AS completed,
                    (SELECT COUNT(*) FROM sessions WHERE status = 'idle') AS idle,
                    (SELECT COUNT(*) FROM sessions WHERE status = 'working') AS working,
                    (SELECT COUNT(*) FROM errors WHERE resolved = 0) AS open_errors
              one_pass:
                sql: |
                  SELECT t.pending, t.active, t.failed, t.completed, s.idle, s.working, e.open_errors
                  FROM (SELECT COUNT(CASE WHEN status = 'pending' THEN 1 END) AS pending,
                               COUNT(CASE WHEN status = 'in_progress' THEN 1 END) AS active,
                               COUNT(CASE WHEN status = 'failed' THEN 1 END) AS failed,
                               COUNT(CASE WHEN status = 'completed'
                                           AND completed_at > '2026-01-11 00:00:00' THEN 1 END) AS completed
                        FROM tasks) t,
                       (SELECT COUNT(CASE WHEN status = 'idle' THEN 1 END) AS idle,
                               COUNT(CASE WHEN status = 'working' THEN 1 END) AS working FROM sessions) s,
                       (SELECT COUNT(CASE WHEN resolved = 0 THEN 1 END) AS open_errors FROM errors) e
              session_names:
                sql: "SELECT name FROM sessions ORDER BY name"
              tasks_of:
                sql: "SELECT COUNT(*) AS n FROM recent WHERE assigned_to = :session"
                params: [{ name: session, type: string, required: true }]
              tasks_of_each:
                sql: |
                  SELECT s.name, COUNT(r.id) AS n FROM sessions s LEFT JOIN recent r ON r.assigned_to = s.name
                  GROUP BY s.name ORDER BY s.name
              tasks_by_status:
                sql: |
                  SELECT id, type, status, priority, created_at FROM tasks WHERE status = :status
                  ORDER BY priority DESC, created_at ASC LIMIT 100
                params: [{ name: status, type: string, required: true }]
            indexes:
              - { table: tasks, name: idx_tasks_status_priority, columns: [status, priority, created_at] }
              - { table: tasks, name: idx_tasks_urgent, columns: [status, priority desc, created_at] }
            """);

    private final SqlTemplates templates;

    private SpecificationPairs(SqlTemplates templates) {
        this.templates = templates;
    }

    /** Takes no arguments. */
    public static void main(String... args) throws Exception {
        Path folder = Files.createTempDirectory("tenet-pairs");
        Path file = folder.resolve("pairs.db");
        RuleSet rules = RuleSet.loader().layer(RULES).load();
        try (PooledDatabase database = PooledDatabase.open("jdbc:sqlite:" + file);
                SqlTemplates templates = SqlTemplates.builder(rules)
                        .database(QueryDefinition.MAIN, database)
                        .withoutVerification() // tables and indexes are made below
                        .build()) {
            fill(database);
            SpecificationPairs pairs = new SpecificationPairs(templates);
            pairs.compareAll();
            for (IndexDefinition index : Queries.of(rules).indexes()) {
                Indexes.of(database.writing(), database.dialect(), List.of(index))
                        .create();
                compare(index.name(), pairs.byStatus());
            }
        } finally {
            for (String end : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(folder.resolve("pairs.db" + end));
            }
            Files.delete(folder);
        }
    }

    private static void fill(PooledDatabase database) throws SQLException {
        try (Connection connection = database.writing().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("CREATE TABLE tasks (id INTEGER PRIMARY KEY, type TEXT, status TEXT, priority INTEGER,"
                    + " created_at TEXT, completed_at TEXT, assigned_to TEXT)");
            statement.execute("CREATE TABLE sessions (name TEXT PRIMARY KEY, status TEXT)");
            statement.execute("CREATE TABLE errors (id INTEGER PRIMARY KEY, resolved INTEGER)");
            fill(connection, "INSERT INTO tasks VALUES (?, ?, ?, ?, ?, ?, ?)", TASKS, SpecificationPairs::task);
            fill(connection, "INSERT INTO sessions VALUES (?, ?)", SESSIONS, i ->
                    new Object[] {"session" + i, i % 3 == 0 ? "idle" : "working"});
            fill(connection, "INSERT INTO errors VALUES (?, ?)", 10_000, i -> new Object[] {i, i % 5 == 0 ? 0 : 1});
            statement.execute("CREATE TABLE recent AS SELECT id, assigned_to FROM tasks WHERE id < 10000");
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private static Object[] task(int i) {
        List<String> status = List.of(
                "completed",
                "completed",
                "completed",
                "completed",
                "completed",
                "pending",
                "pending",
                "in_progress",
                "failed",
                "blocked");
        String moment = String.format(Locale.ROOT, "2026-01-%02d %02d:%02d:%02d", i % 28 + 1, i % 24, i % 60, i % 59);
        String own = status.get(i * 7 % 10);
        String completed = own.equals("completed") ? moment : "";
        return new Object[] {i, "type" + i % 20, own, i % 10, moment, completed, "session" + i % SESSIONS};
    }

    @FunctionalInterface
    private interface RowOf {
        Object[] at(int index);
    }

    private static void fill(Connection connection, String sql, int rows, RowOf row) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int i = 0; i < rows; i++) {
                Object[] values = row.at(i);
                for (int at = 0; at < values.length; at++) {
                    insert.setObject(at + 1, values[at]);
                }
                insert.addBatch();
                if (i % 1_000 == 999) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private void compareAll() throws Exception {
        compare("7 counts", counts());
        compare("1,000 sessions, 10,000 tasks", sessions());
        compare("no index", byStatus());
    }

    private Map<String, Callable<Object>> counts() {
        Map<String, Callable<Object>> ways = new LinkedHashMap<>();
        ways.put("a query for each", this::sevenCounts);
        ways.put("one of 7 subqueries", () -> List.copyOf(row("all_counts").values()));
        ways.put(
                "one that reads each table once",
                () -> List.copyOf(row("one_pass").values()));
        return ways;
    }

    private Map<String, Callable<Object>> sessions() {
        Map<String, Callable<Object>> ways = new LinkedHashMap<>();
        ways.put("a query for each", this::countForEach);
        ways.put("one join", () -> templates.query("tasks_of_each").list(Load.class));
        return ways;
    }

    private Map<String, Callable<Object>> byStatus() {
        Map<String, Callable<Object>> ways = new LinkedHashMap<>();
        ways.put(
                "first 100 pending of 200,000",
                () -> templates
                        .query("tasks_by_status")
                        .bind("status", "pending")
                        .maps());
        return ways;
    }

    private Object sevenCounts() {
        return List.of(
                count("count_tasks", "pending"),
                count("count_tasks", "in_progress"),
                count("count_tasks", "failed"),
                templates.query("count_completed").scalar(Long.class),
                count("count_sessions", "idle"),
                count("count_sessions", "working"),
                templates.query("count_errors").scalar(Long.class));
    }

    private Long count(String query, String status) {
        return templates.query(query).bind("status", status).scalar(Long.class);
    }

    private Map<String, Object> row(String query) {
        return templates.query(query).one();
    }

    /** How many tasks a session has. */
    public record Load(String name, long n) {}

    private Object countForEach() {
        List<Load> loads = new ArrayList<>();
        for (Map<String, Object> session : templates.query("session_names").maps()) {
            String name = (String) session.get("name");
            loads.add(new Load(
                    name, templates.query("tasks_of").bind("session", name).scalar(Long.class)));
        }
        return loads;
    }

    @SuppressWarnings("SystemOut") // a program
    private static void compare(String title, Map<String, Callable<Object>> ways) throws Exception {
        Object wanted = null;
        double first = 0;
        for (Map.Entry<String, Callable<Object>> way : ways.entrySet()) {
            double[] millis = new double[CALLS];
            for (int call = 0; call < CALLS; call++) {
                long start = System.nanoTime();
                Object got = way.getValue().call();
                millis[call] = (System.nanoTime() - start) / 1e6;
                wanted = wanted == null ? got : wanted;
                if (!got.equals(wanted)) {
                    throw new IllegalStateException(way.getKey() + " gives " + got + ", want " + wanted);
                }
            }
            Arrays.sort(millis);
            double median = millis[CALLS / 2];
            first = first == 0 ? median : first;
            System.out.printf(
                    Locale.ROOT, "%-30s %-32s %,10.2f ms  %6.1fx%n", title, way.getKey(), median, first / median);
        }
    }
}
