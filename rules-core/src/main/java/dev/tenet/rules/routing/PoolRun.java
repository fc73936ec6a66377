package dev.tenet.rules.routing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** One pool that is asked once. Its phase and its place change only under its collector's lock. */
final class PoolRun<T> {
    private enum Phase {
        WAITS,
        RUNS,
        ENDED
    }

    private final String name;
    private final Callable<? extends T> pool;
    private final PoolCollector collector;
    private final FutureTask<?> task;
    private Phase phase = Phase.WAITS;
    private boolean hasPlace;
    private long deadline; // the collecting thread's own
    private @Nullable PoolResult<T> result;

    PoolRun(String name, Callable<? extends T> pool, PoolCollector collector) {
        this.name = name;
        this.pool = pool;
        this.collector = collector;
        // A FutureTask interrupts only the thread that runs it, and only while it does.
        this.task = new FutureTask<>(() -> collector.inside(this, this::ask), null);
    }

    String name() {
        return name;
    }

    boolean waits() {
        return phase == Phase.WAITS;
    }

    boolean runs() {
        return phase == Phase.RUNS;
    }

    boolean ended() {
        return phase == Phase.ENDED;
    }

    /** Has its place among those that run. */
    void place() {
        phase = Phase.RUNS;
        hasPlace = true;
    }

    void giveUpPlace() {
        if (hasPlace) {
            hasPlace = false;
            collector.addPlace();
        }
    }

    void begin(Executor executor, long timeoutNanos) {
        deadline = System.nanoTime() + timeoutNanos;
        try {
            executor.execute(task);
        } catch (RuntimeException refused) {
            end(new PoolResult.Failed<>(refused));
        }
    }

    long nanosLeft(long now) {
        return deadline - now;
    }

    void timeOut(Duration limit) {
        end(new PoolResult.TimedOut<>(limit));
        task.cancel(true);
    }

    /** Stops a run whose collection is given up. */
    void abandon() {
        collector.change(() -> {
            if (!ended()) {
                phase = Phase.ENDED;
                giveUpPlace();
                task.cancel(true);
            }
        });
    }

    PoolResult<T> result() {
        if (result == null) {
            throw new IllegalStateException("pool \"" + name + "\" has not ended");
        }
        return result;
    }

    private void ask() {
        try {
            T answer = pool.call();
            if (answer == null) {
                throw new NullPointerException("pool \"" + name + "\" answered null");
            }
            end(new PoolResult.Answered<>(answer));
        } catch (Throwable error) { // whatever it throws is this pool's result and nobody else's
            boolean ours = !end(new PoolResult.Failed<>(error));
            if (error instanceof InterruptedException && !ours) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether this was the end of it; what comes after a time-out is not. */
    private boolean end(PoolResult<T> with) {
        boolean[] first = new boolean[1];
        collector.change(() -> {
            if (!ended()) {
                first[0] = true;
                result = with;
                phase = Phase.ENDED;
                giveUpPlace();
            }
        });
        return first[0];
    }
}
