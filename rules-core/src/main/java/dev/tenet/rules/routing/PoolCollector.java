package dev.tenet.rules.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Asks many worker pools at the same time, such as for the sessions to {@linkplain Fleet#reconcile reconcile} a fleet
 * with. A pool that fails or hangs costs the others nothing: results and errors come side by side.
 *
 * <pre>{@code
 * PoolCollector collector = PoolCollector.builder(executor)
 *         .timeout(Duration.ofSeconds(2))
 *         .maxConcurrency(16)
 *         .build();
 * PoolCollection<List<Session>> scans = collector.collect(Map.of("east", east::scan, "west", west::scan));
 * scans.values().forEach((pool, sessions) -> sessions.forEach(fleet::put));
 * }</pre>
 *
 * <p><b>One limit.</b> {@code maxConcurrency} holds for everything that runs in this collector at the same moment,
 * whichever threads collect. A pool may itself collect with the same collector: while it waits it gives up its place,
 * and takes one again before it goes on. So nesting does not multiply the limit, and as nobody who waits has a place,
 * it cannot deadlock for want of one. It does need a thread of the executor for each collection that waits.
 *
 * <p><b>Time.</b> Each pool has its own time limit from the moment at which it is handed to the executor. One whose time
 * is up is interrupted and no longer counts against the limit, so that pools that hang cannot keep the others waiting; a
 * pool that ignores interruption keeps its thread of the executor until it returns. A collection of n pools therefore
 * ends after at most {@code ceil(n / maxConcurrency)} time limits, others' use of the same collector aside.
 *
 * <p>Safe for use by many threads. There are no threads but the caller's, which waits, and those of the executor.
 */
public final class PoolCollector {
    private final Executor executor;
    private final long timeoutNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // The run of a pool in which the current thread is; none on a thread that is not inside this collector.
    @SuppressWarnings("ThreadLocalUsage") // each collector has its own limit, so each thread its place in each of them
    private final ThreadLocal<@Nullable PoolRun<?>> inside = new ThreadLocal<>();

    private int places;

    private PoolCollector(Builder builder) {
        this.executor = builder.executor;
        this.timeoutNanos = nanos(builder.timeout);
        this.places = builder.maxConcurrency;
    }

    /**
     * Starts a collector.
     *
     * @param executor what runs the pools; the host's, who also shuts it down
     */
    public static Builder builder(Executor executor) {
        return new Builder(executor);
    }

    /**
     * Asks every pool and waits until each has answered, failed or run out of time.
     *
     * @param pools what asks each pool, by the pool's name
     * @return one result for each pool, in the order of the map
     * @throws InterruptedException if the calling thread is interrupted while it waits; the pools that run are then
     *     interrupted, the others never begun
     */
    public <T> PoolCollection<T> collect(Map<String, ? extends Callable<? extends T>> pools)
            throws InterruptedException {
        List<PoolRun<T>> runs = new ArrayList<>();
        pools.forEach((name, pool) -> runs.add(new PoolRun<>(name, pool, this)));
        PoolRun<?> collecting = inside.get();
        giveUpPlace(collecting);
        try {
            while (true) {
                List<PoolRun<T>> begun = awaitChange(runs);
                if (begun.isEmpty()) {
                    return PoolCollection.of(runs);
                }
                begun.forEach(
                        run -> run.begin(executor, timeoutNanos)); // not under the lock: it may run in this very thread
            }
        } finally {
            runs.forEach(PoolRun::abandon);
            takePlaceAgain(collecting);
        }
    }

    /** Waits until pools can begin or all have ended; gives those that are to begin, none at the end. */
    private <T> List<PoolRun<T>> awaitChange(List<PoolRun<T>> runs) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                long now = System.nanoTime();
                long wait = Long.MAX_VALUE;
                boolean allEnded = true;
                List<PoolRun<T>> begin = new ArrayList<>();
                for (PoolRun<T> run : runs) {
                    if (run.waits() && places > 0) {
                        places--;
                        run.place();
                        begin.add(run);
                    } else if (run.runs() && run.nanosLeft(now) <= 0) {
                        run.timeOut(Duration.ofNanos(timeoutNanos));
                    } else if (run.runs()) {
                        wait = Math.min(wait, run.nanosLeft(now));
                    }
                    allEnded &= run.ended();
                }
                if (!begin.isEmpty() || allEnded) {
                    return begin;
                }
                changed.awaitNanos(wait);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Runs a pool on a thread of the executor, where it may collect again. */
    void inside(PoolRun<?> run, Runnable pool) {
        PoolRun<?> outer = inside.get();
        inside.set(run);
        try {
            pool.run();
        } finally {
            if (outer == null) {
                inside.remove();
            } else {
                inside.set(outer);
            }
        }
    }

    /** Changes a run, and tells those who wait. */
    void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Only within {@link #change} or under the lock. */
    void addPlace() {
        places++;
    }

    private void giveUpPlace(@Nullable PoolRun<?> run) {
        if (run != null) {
            change(run::giveUpPlace);
        }
    }

    /** Waits for a place also when interrupted: going on without one would exceed the limit. */
    private void takePlaceAgain(@Nullable PoolRun<?> run) {
        if (run == null) {
            return;
        }
        lock.lock();
        try {
            while (run.runs() && places == 0) {
                changed.awaitUninterruptibly();
            }
            if (run.runs()) {
                places--;
                run.place();
            }
        } finally {
            lock.unlock();
        }
    }

    private static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException beyondRange) {
            return Long.MAX_VALUE / 2; // 146 years
        }
    }

    /** Settings of a {@link PoolCollector}. Not safe for use by many threads. */
    public static final class Builder {
        private final Executor executor;
        private Duration timeout = Duration.ofSeconds(10);
        private int maxConcurrency = 16;

        private Builder(Executor executor) {
            this.executor = Objects.requireNonNull(executor, "executor");
        }

        /**
         * How long each pool has to answer; ten seconds unless given.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder timeout(Duration limit) {
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("timeout is " + limit + ", want more than 0");
            }
            this.timeout = limit;
            return this;
        }

        /**
         * How many pools run at the same moment; 16 unless given.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder maxConcurrency(int pools) {
            if (pools < 1) {
                throw new IllegalArgumentException("maxConcurrency is " + pools + ", want 1 or more");
            }
            this.maxConcurrency = pools;
            return this;
        }

        /** The collector. */
        public PoolCollector build() {
            return new PoolCollector(this);
        }
    }
}
