package dev.tenet.rules.bench;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.sql.PooledDatabase;
import dev.tenet.rules.sql.SqlTemplates;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * 500 rows of 10,000 by their keys, from a PostgreSQL on the same machine: with one call of {@code loadMany}, with 500
 * point queries, and with 500 by hand on one connection and one statement. Keys take turns over all rows.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LoadManyBenchmark {
    private static final int ROWS = 10_000;
    private static final int KEYS = 500;
    private static final String POINT = "SELECT id, type, status, priority, hours FROM tasks WHERE id = ";

    private EmbeddedPostgres server;
    private PooledDatabase pool;
    private SqlTemplates templates;
    private long turn;

    /** A row of the table. */
    public record Task(long id, String type, String status, int priority, double hours) {}

    /** Starts the server and fills the table. */
    @Setup
    public void setUp() throws SQLException, IOException {
        server = EmbeddedPostgres.start();
        pool = PooledDatabase.open(server.getJdbcUrl("postgres", "postgres"));
        try (Connection connection = pool.writing().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE tasks (id BIGINT PRIMARY KEY, type TEXT, status TEXT, priority INT,"
                    + " hours DOUBLE PRECISION)");
            statement.execute("INSERT INTO tasks SELECT n, 'type' || n % 10, 'pending', n % 7, n / 4.0"
                    + " FROM generate_series(0, " + (ROWS - 1) + ") AS n");
            statement.execute("ANALYZE tasks");
        }
        String yaml = "queries: { point: { sql: \"" + POINT
                + ":id\", params: [{ name: id, type: integer, required: true }] } }";
        templates =
                SqlTemplates.of(RuleSet.loader().layer(Layer.of("bench", yaml)).load(), pool);
        if (!loadMany().equals(points())) {
            throw new IllegalStateException("at once other rows");
        }
    }

    /** Stops the server. */
    @TearDown
    public void tearDown() throws IOException {
        templates.close();
        pool.close();
        server.close();
    }

    /** Spread over the table, others at each second call. */
    private List<Long> keys() {
        long first = turn++ / 2;
        return LongStream.range(0, KEYS)
                .map(n -> (first + n * 7919) % ROWS)
                .boxed()
                .toList();
    }

    /** All in one call. */
    @Benchmark
    public Map<Long, Optional<Task>> loadMany() {
        return templates.query("point").by("id").loadEach(keys(), Task.class);
    }

    /** One template call for each. */
    @Benchmark
    public Map<Long, Optional<Task>> points() {
        Map<Long, Optional<Task>> tasks = new LinkedHashMap<>();
        for (long key : keys()) {
            tasks.put(key, templates.query("point").bind("id", key).optional(Task.class));
        }
        return tasks;
    }

    /** One execution for each, on one statement. */
    @Benchmark
    public Map<Long, Optional<Task>> pointsByHand() throws SQLException {
        Map<Long, Optional<Task>> tasks = new LinkedHashMap<>();
        try (Connection connection = pool.reading().getConnection();
                PreparedStatement statement = connection.prepareStatement(POINT + '?')) {
            for (long key : keys()) {
                statement.setLong(1, key);
                try (ResultSet row = statement.executeQuery()) {
                    tasks.put(key, row.next() ? Optional.of(task(row)) : Optional.empty());
                }
            }
        }
        return tasks;
    }

    private static Task task(ResultSet row) throws SQLException {
        return new Task(row.getLong(1), row.getString(2), row.getString(3), row.getInt(4), row.getDouble(5));
    }
}
