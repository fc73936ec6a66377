package dev.tenet.rules.sql.cache;

import java.util.concurrent.atomic.AtomicLong;

/** A result in memory. Safe for use by many threads. */
final class KeptResult {
    private static final int TOLD = 64;

    final CacheKey key;
    /** What a look finds, made once. */
    final Lookup.Hit hit;
    /** Whether the map has dropped it. */
    volatile boolean dropped;

    private final TableEpochs tables;
    private final long epoch;
    private final long fresh;
    private int uses;

    /**
     * A result.
     *
     * @param tables the epochs of its tables
     * @param epoch the sum of these before it was read
     * @param fresh until when it is fresh, by the cache's clock
     */
    KeptResult(CacheKey key, CachedResult result, TableEpochs tables, long epoch, long fresh) {
        this.key = key;
        this.hit = new Lookup.Hit(result);
        this.tables = tables;
        this.epoch = epoch;
        this.fresh = fresh;
    }

    /** Whether none of its tables was written since it was read. */
    boolean isCurrent() {
        return epoch == tables.sum();
    }

    boolean isFresh(long now) {
        return now - fresh < 0;
    }

    TableEpochs tables() {
        return tables;
    }

    /**
     * Whether the map should be told that it is used: now and then is enough to know what is used most. Threads may lose
     * each other's counts.
     */
    boolean isToBeTold() {
        return ++uses % TOLD == 0;
    }

    /** The epochs of the tables of one query: how often each was written. */
    static final class TableEpochs {
        private final AtomicLong[] epochs;

        TableEpochs(AtomicLong... epochs) {
            this.epochs = epochs;
        }

        /** Each only grows, so an equal sum is equal epochs. */
        long sum() {
            long sum = 0;
            for (AtomicLong epoch : epochs) {
                sum += epoch.get();
            }
            return sum;
        }
    }
}
