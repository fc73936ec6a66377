package dev.tenet.rules.bench;

import dev.tenet.rules.bench.TaskTable.Task;
import java.sql.SQLException;
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
 * A template beside the same query over JDBC by hand, both on one pool, over a {@link TaskTable}. {@link QueryRounds}
 * runs the same in turns.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class QueryBenchmark {
    /** Where the table is; the first two in memory. */
    @Param({"sqlite", "h2", "postgresql"})
    private String database = "";

    private TaskTable table;

    /** Fills the table. */
    @Setup
    public void setUp() throws SQLException {
        table = TaskTable.of(database);
    }

    /** Closes the pool. */
    @TearDown
    public void tearDown() {
        table.close();
    }

    /** One row to a record. */
    @Benchmark
    public Task point() {
        return table.point();
    }

    /** The same by hand. */
    @Benchmark
    public Task pointByHand() throws SQLException {
        return table.pointByHand();
    }

    /** 50 rows to records. */
    @Benchmark
    public List<Task> range() {
        return table.range();
    }

    /** The same by hand. */
    @Benchmark
    public List<Task> rangeByHand() throws SQLException {
        return table.rangeByHand();
    }

    /** 50 rows to maps. */
    @Benchmark
    public List<Map<String, Object>> rangeToMaps() {
        return table.rangeToMaps();
    }
}
