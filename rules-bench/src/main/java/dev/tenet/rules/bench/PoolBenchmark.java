package dev.tenet.rules.bench;

import dev.tenet.rules.routing.PoolCollector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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

/** Twenty pools that answer after two milliseconds of waiting each, asked one after the other and at the same time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PoolBenchmark {
    /** How many pools there are. */
    @Param("20")
    public int pools;

    /** How long a pool takes to answer, in microseconds. */
    @Param("2000")
    public long latencyMicros;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final PoolCollector collector =
            PoolCollector.builder(executor).maxConcurrency(20).build();
    private final Map<String, Callable<Integer>> asked = new LinkedHashMap<>();

    /** Makes the pools. */
    @Setup
    public void setUp() {
        for (int i = 0; i < pools; i++) {
            asked.put("pool" + i, () -> {
                long until = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(latencyMicros);
                while (System.nanoTime() < until) {
                    LockSupport.parkNanos(until - System.nanoTime());
                }
                return 1;
            });
        }
    }

    /** Stops the threads. */
    @TearDown
    public void tearDown() {
        executor.shutdownNow();
    }

    /** One after the other. */
    @Benchmark
    public int sequential() throws Exception {
        int sum = 0;
        for (Callable<Integer> pool : asked.values()) {
            sum += pool.call();
        }
        return sum;
    }

    /** At the same time. */
    @Benchmark
    public int concurrent() throws InterruptedException {
        return collector.collect(asked).values().size();
    }
}
