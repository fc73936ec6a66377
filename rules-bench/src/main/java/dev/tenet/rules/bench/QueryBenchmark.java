package dev.tenet.rules.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.sql.SqlTemplates;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A template beside the same query over JDBC by hand, both on one pool: one row by its key, and 50 rows to records. Keys
 * take turns over all 10,000 rows.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class QueryBenchmark {
    private static final int ROWS = 10_000;
    private static final String POINT = "SELECT id, type, status, priority, hours FROM tasks WHERE id = ";
    private static final String RANGE = "SELECT id, type, status, priority, hours FROM tasks WHERE id >= ";

    /** Where the table lies; both in memory. */
    @Param({"jdbc:sqlite::memory:", "jdbc:h2:mem:bench"})
    public String url = "";

    private HikariDataSource pool = new HikariDataSource();
    private SqlTemplates templates;
    private int turn;

    /** A row of the table. */
    public record Task(long id, String type, String status, int priority, double hours) {}

    /** Fills the table. */
    @Setup
    public void setUp() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(1);
        pool = new HikariDataSource(config);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE tasks (id BIGINT PRIMARY KEY, type VARCHAR(50), status VARCHAR(50),"
                    + " priority INTEGER, hours DOUBLE PRECISION)");
            connection.setAutoCommit(false);
            for (int id = 0; id < ROWS; id++) {
                statement.execute("INSERT INTO tasks VALUES (" + id + ", 'type" + id % 10 + "', 'pending', " + id % 7
                        + ", " + id / 4.0 + ")");
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
        String yaml = "queries:\n"
                + "  point: { sql: \"" + POINT + ":id\", params: [{ name: id, type: integer, required: true }] }\n"
                + "  range: { sql: \"" + RANGE + ":id ORDER BY id LIMIT 50\","
                + " params: [{ name: id, type: integer, required: true }] }\n";
        templates =
                SqlTemplates.of(RuleSet.loader().layer(Layer.of("bench", yaml)).load(), pool);
        if (!range().equals(rangeByHand()) || !point().equals(pointByHand())) {
            throw new IllegalStateException("by hand other rows");
        }
        turn = 0;
    }

    /** Closes the pool. */
    @TearDown
    public void tearDown() {
        templates.close();
        pool.close();
    }

    /** The same key twice in setting up; then the next at each call. */
    private long next() {
        int at = turn;
        turn = at + 1 == 2 * (ROWS - 50) ? 0 : at + 1;
        return at / 2;
    }

    /** One row to a record. */
    @Benchmark
    public Task point() {
        return templates.query("point").bind("id", next()).one(Task.class);
    }

    /** The same by hand. */
    @Benchmark
    public Task pointByHand() throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(POINT + '?')) {
            statement.setLong(1, next());
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("no row");
                }
                return task(rows);
            }
        }
    }

    /** 50 rows to records. */
    @Benchmark
    public List<Task> range() {
        return templates.query("range").bind("id", next()).list(Task.class);
    }

    /** The same by hand. */
    @Benchmark
    public List<Task> rangeByHand() throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(RANGE + "? ORDER BY id LIMIT 50")) {
            statement.setLong(1, next());
            try (ResultSet rows = statement.executeQuery()) {
                List<Task> tasks = new ArrayList<>();
                while (rows.next()) {
                    tasks.add(task(rows));
                }
                return tasks;
            }
        }
    }

    /** 50 rows to maps. */
    @Benchmark
    public List<Map<String, Object>> rangeToMaps() {
        return templates.query("range").bind("id", next()).maps();
    }

    private static Task task(ResultSet row) throws SQLException {
        return new Task(row.getLong(1), row.getString(2), row.getString(3), row.getInt(4), row.getDouble(5));
    }
}
