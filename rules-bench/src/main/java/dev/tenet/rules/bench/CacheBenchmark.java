package dev.tenet.rules.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.sql.SqlTemplates;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
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
 * A call whose result is kept, from the name of the query to the list of records: beside the same question to a
 * {@link ConcurrentHashMap} by hand. Values take turns over 64 of 1,000 kept results, of 50 rows each.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class CacheBenchmark {
    private static final int ROWS = 10_000;
    private static final int KEPT = 1_000;
    private static final int ASKED = 64;

    private HikariDataSource pool = new HikariDataSource();
    private SqlTemplates templates;
    private final ConcurrentMap<Key, List<Task>> byHand = new ConcurrentHashMap<>();
    private final Long[] ids = new Long[ASKED];
    private int turn;

    /** A row of the table. */
    public record Task(long id, String type, String status, int priority, double hours) {}

    /** What a host by hand would look for. */
    private record Key(String query, String status, Long from) {}

    /** Fills the table and the caches. */
    @Setup
    public void setUp() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:cache");
        config.setMaximumPoolSize(1);
        pool = new HikariDataSource(config);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE tasks (id BIGINT PRIMARY KEY, type VARCHAR(50), status VARCHAR(50),"
                    + " priority INTEGER, hours DOUBLE PRECISION)");
            for (int id = 0; id < ROWS; id++) {
                statement.execute("INSERT INTO tasks VALUES (" + id + ", 'type" + id % 10 + "', 'pending', " + id % 7
                        + ", " + id / 4.0 + ")");
            }
        }
        String yaml = """
                queries:
                  tasks_from:
                    sql: SELECT id, type, status, priority, hours FROM tasks WHERE status = :status AND id >= :from ORDER BY id LIMIT 50
                    params: [{ name: status, type: string, required: true }, { name: from, type: integer, required: true }]
                    cache_ttl: 3600
                """;
        templates =
                SqlTemplates.of(RuleSet.loader().layer(Layer.of("bench", yaml)).load(), pool);
        for (int at = 0; at < KEPT; at++) {
            Long id = 7L * at;
            if (at < ASKED) {
                ids[at] = id;
            }
            byHand.put(
                    new Key("tasks_from", "pending", id),
                    templates
                            .query("tasks_from")
                            .bind("status", "pending")
                            .bind("from", id)
                            .list(Task.class));
            templates
                    .query("tasks_from")
                    .bind("status", "pending")
                    .bind("from", id)
                    .maps();
        }
        if (byHand() != list()) {
            throw new IllegalStateException("by hand another list");
        }
    }

    /** Closes the pool. */
    @TearDown
    public void tearDown() {
        templates.close();
        pool.close();
    }

    private Long next() {
        return ids[(turn++ >>> 1) % ASKED];
    }

    /** A kept list of records. */
    @Benchmark
    public List<Task> list() {
        return templates
                .query("tasks_from")
                .bind("status", "pending")
                .bind("from", next())
                .list(Task.class);
    }

    /** A kept list of maps. */
    @Benchmark
    public List<Map<String, Object>> maps() {
        return templates
                .query("tasks_from")
                .bind("status", "pending")
                .bind("from", next())
                .maps();
    }

    /** The same by hand. */
    @Benchmark
    public List<Task> byHand() {
        return byHand.get(new Key("tasks_from", "pending", next()));
    }
}
