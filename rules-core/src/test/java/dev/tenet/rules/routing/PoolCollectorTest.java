package dev.tenet.rules.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tenet.rules.routing.PoolResult.Answered;
import dev.tenet.rules.routing.PoolResult.Failed;
import dev.tenet.rules.routing.PoolResult.TimedOut;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PoolCollectorTest {
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private PoolCollector collector(int limit, Duration timeout) {
        return PoolCollector.builder(executor)
                .maxConcurrency(limit)
                .timeout(timeout)
                .build();
    }

    private static Map<String, Callable<Integer>> pools(int count, Callable<Integer> pool) {
        Map<String, Callable<Integer>> pools = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            pools.put("pool" + i, pool);
        }
        return pools;
    }

    /** Counts how many are at work; parks for a moment so that they overlap. */
    private int work() {
        int now = running.incrementAndGet();
        mostRunning.accumulateAndGet(now, Math::max);
        java.util.concurrent.locks.LockSupport.parkNanos(300_000);
        running.decrementAndGet();
        return 1;
    }

    @Test
    void onePoolThatThrowsAndOneThatHangsCostTheOthersNothing() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch stopped = new CountDownLatch(1);
        Map<String, Callable<Integer>> pools = new LinkedHashMap<>();
        pools.put("hangs", () -> {
            try {
                never.await();
                return 0;
            } catch (InterruptedException e) {
                interrupted.set(true);
                stopped.countDown();
                throw e;
            }
        });
        IllegalStateException broken = new IllegalStateException("broken");
        pools.put("throws", () -> {
            throw broken;
        });
        pools.put("dies", () -> {
            throw new StackOverflowError();
        });
        pools.putAll(pools(20, () -> 1));

        PoolCollection<Integer> all = collector(2, Duration.ofMillis(200)).collect(pools);

        assertThat(all.results()).hasSize(23).containsEntry("hangs", new TimedOut<>(Duration.ofMillis(200)));
        assertThat(all.results()).containsEntry("throws", new Failed<>(broken));
        assertThat(all.results()).containsEntry("pool19", new Answered<>(1));
        assertThat(all.values()).hasSize(20);
        assertThat(all.errors()).containsOnlyKeys("hangs", "throws", "dies");
        assertThat(all.errors().get("hangs"))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("no answer within 200 ms");
        assertThat(all).asString().startsWith("20 of 23 pools answered").contains("throws: java.lang.Illegal");
        stopped.await();
        assertThat(interrupted).isTrue();
    }

    @Test
    void hangingPoolsDoNotUseUpTheLimit() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Map<String, Callable<Integer>> pools = pools(4, () -> {
            never.await();
            return 0;
        });
        pools.put("last", () -> 1);

        assertThat(collector(1, Duration.ofMillis(20)).collect(pools).values()).containsOnlyKeys("last");
    }

    @Test
    void asManyPoolsAsTheLimitSaysRunAtOnce() throws Exception {
        CyclicBarrier together = new CyclicBarrier(4);

        assertThat(collector(4, Duration.ofSeconds(30))
                        .collect(pools(12, () -> together.await() >= 0 ? work() : 0))
                        .values())
                .hasSize(12);
        assertThat(mostRunning.get()).isBetween(1, 4);
    }

    @Test
    void theLimitHoldsOverAllWhoCollectAtTheSameTime() throws Exception {
        PoolCollector collector = collector(3, Duration.ofSeconds(30));
        Map<String, Callable<Integer>> collections =
                pools(6, () -> collector.collect(pools(30, this::work)).values().size());

        PoolCollection<Integer> all = collector(6, Duration.ofSeconds(50)).collect(collections);

        assertThat(all.values())
                .hasSize(6)
                .allSatisfy((name, size) -> assertThat(size).isEqualTo(30));
        assertThat(mostRunning.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void nestingNeitherMultipliesTheLimitNorDeadlocks() throws Exception {
        for (int limit = 1; limit <= 2; limit++) {
            PoolCollector collector = collector(limit, Duration.ofSeconds(30));
            Callable<Integer> region = () -> {
                work();
                int sum = collector
                        .collect(pools(
                                3,
                                () -> collector
                                        .collect(pools(3, this::work))
                                        .values()
                                        .size()))
                        .values()
                        .values()
                        .stream()
                        .mapToInt(Integer::intValue)
                        .sum();
                work();
                return sum;
            };

            assertThat(collector.collect(pools(4, region)).values())
                    .hasSize(4)
                    .allSatisfy((name, sum) -> assertThat(sum).isEqualTo(9));
            assertThat(mostRunning.get()).isLessThanOrEqualTo(limit);
        }
    }

    @Test
    void aPoolThatRunsOutOfTimeTakesWhatItCollectsWithIt() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(2);
        PoolCollector inner = collector(2, Duration.ofSeconds(50));
        PoolCollector outer = collector(2, Duration.ofMillis(100));

        PoolCollection<Integer> all = outer.collect(pools(
                1,
                () -> inner.collect(pools(2, () -> {
                            try {
                                never.await();
                                return 0;
                            } finally {
                                stopped.countDown();
                            }
                        }))
                        .values()
                        .size()));

        assertThat(all.results()).containsEntry("pool0", new TimedOut<>(Duration.ofMillis(100)));
        stopped.await();
        assertThat(inner.collect(pools(4, () -> 1)).values())
                .as("every place is back")
                .hasSize(4);
    }

    @Test
    void anInterruptedCallerStopsWhatRuns() throws Exception {
        PoolCollector collector = collector(1, Duration.ofSeconds(50));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        AtomicBoolean told = new AtomicBoolean();
        Thread caller = new Thread(() -> {
            try {
                collector.collect(pools(3, () -> {
                    asked.incrementAndGet();
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                        return 0;
                    } finally {
                        stopped.countDown();
                    }
                }));
            } catch (InterruptedException e) {
                told.set(true);
            }
        });
        caller.start();
        begun.await();
        caller.interrupt();
        caller.join();
        stopped.await();

        assertThat(told).isTrue();
        assertThat(asked).hasValue(1);
        assertThat(collector.collect(pools(2, () -> 1)).values()).hasSize(2);
    }

    @Test
    void aRefusingExecutorIsAFailureOfEachPool() throws Exception {
        PoolCollector refused = PoolCollector.builder(task -> {
                    throw new RejectedExecutionException("shut down");
                })
                .build();

        assertThat(refused.collect(pools(2, () -> 1)).errors())
                .hasSize(2)
                .allSatisfy((name, error) -> assertThat(error).isInstanceOf(RejectedExecutionException.class));
    }

    @Test
    void anExecutorThatRunsInTheCallersThreadWillDo() throws Exception {
        PoolCollector inline =
                PoolCollector.builder(Runnable::run).maxConcurrency(2).build();

        assertThat(inline.collect(pools(
                                5,
                                () -> inline.collect(pools(2, this::work))
                                        .values()
                                        .size()))
                        .values())
                .hasSize(5);
        assertThat(mostRunning).hasValue(1);
        assertThat(inline.collect(Map.of()).results()).isEmpty();
    }

    @Test
    void nonsenseIsRefused() throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PoolCollector.builder(executor).maxConcurrency(0))
                .withMessageContaining("is 0, want 1 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PoolCollector.builder(executor).timeout(Duration.ZERO));
        assertThat(collector(1, Duration.ofSeconds(9))
                        .collect(pools(1, () -> null))
                        .errors()
                        .get("pool0"))
                .hasMessageContaining("\"pool0\" answered null");
        assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> PoolCollector.builder(null));
    }
}
