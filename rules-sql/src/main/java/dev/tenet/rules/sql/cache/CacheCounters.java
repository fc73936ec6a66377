package dev.tenet.rules.sql.cache;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what happens to the results of one query. Safe for use by many threads. Templates count what they ask for; a
 * {@link ResultCache} counts what it drops.
 */
public final class CacheCounters {
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder loads = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder loadNanos = new LongAdder();
    private final LongAdder evictions = new LongAdder();
    private final LongAdder invalidations = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    /** Begins at zero. */
    public CacheCounters() {}

    /** A kept result was given. */
    public void hit() {
        hits.increment();
    }

    /** There was no result to be given. */
    public void miss() {
        misses.increment();
    }

    /** A result was read from the database. */
    public void loaded(Duration time) {
        loads.increment();
        loadNanos.add(time.toNanos());
    }

    /** A result could not be read. */
    public void failed(Duration time) {
        failures.increment();
        loadNanos.add(time.toNanos());
    }

    /** A result was dropped for lack of room. */
    public void evicted() {
        evictions.increment();
    }

    /** A result was found to be from before a write, and dropped. */
    public void invalidated() {
        invalidations.increment();
    }

    /** An old result that was given was not read anew: see {@link CacheStats#dropped}. */
    public void dropped() {
        dropped.increment();
    }

    /** What was counted so far. */
    public CacheStats stats() {
        return new CacheStats(
                hits.sum(),
                misses.sum(),
                loads.sum(),
                failures.sum(),
                Duration.ofNanos(loadNanos.sum()),
                evictions.sum(),
                invalidations.sum(),
                dropped.sum());
    }
}
