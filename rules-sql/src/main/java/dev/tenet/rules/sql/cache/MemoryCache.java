package dev.tenet.rules.sql.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.tenet.rules.sql.cache.KeptResult.TableEpochs;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps results in memory, by Caffeine: those that are used, up to a weight; each for the time that its query says. It has
 * no threads.
 */
public final class MemoryCache implements ResultCache {
    /** How much room there is unless the host says otherwise, in the units of {@link CachedResult#weight}. */
    public static final long WEIGHT = 1_000_000;

    private final Cache<CacheKey, KeptResult> entries;
    private final LongSupplier ticker;
    private final ConcurrentMap<String, AtomicLong> epochs = new ConcurrentHashMap<>();
    private final AtomicLong cleared = new AtomicLong();
    private final RecentResults recent = new RecentResults();

    private MemoryCache(Builder builder) {
        this.ticker = builder.ticker;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(builder.weight)
                .weigher((CacheKey key, KeptResult kept) -> kept.hit.result().weight())
                .expireAfter(new Lifetime())
                .ticker(ticker::getAsLong)
                .removalListener(this::removed)
                .executor(Runnable::run)
                .build();
    }

    /** A cache of the usual size. */
    public static MemoryCache create() {
        return builder().build();
    }

    /** Starts a cache of another size, or with a clock of its own. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Lookup look(CachedQuery query, @Nullable Object[] values, @Nullable String tenant, Class<?> rows) {
        KeptResult kept = recent.find(query, values, tenant, rows);
        return kept != null && kept.isFresh(ticker.getAsLong()) && kept.isCurrent() && !kept.isToBeTold()
                ? kept.hit
                : look(CacheKey.of(query, values, tenant, rows));
    }

    @Override
    public Lookup look(CacheKey key) {
        KeptResult kept = entries.getIfPresent(key);
        if (kept == null) {
            return new Lookup.Miss(Long.toString(tables(key.query()).sum()));
        } else if (!kept.isCurrent()) {
            if (entries.asMap().remove(key, kept)) {
                key.query().counters().invalidated();
            }
            return new Lookup.Miss(Long.toString(kept.tables().sum()));
        } else if (!kept.isFresh(ticker.getAsLong())) {
            if (key.query().stale().isZero()) {
                return new Lookup.Miss(Long.toString(kept.tables().sum()));
            }
            return new Lookup.Stale(
                    kept.hit.result(), Long.toString(kept.tables().sum()));
        }
        recent.add(kept);
        return kept.hit;
    }

    @Override
    public void store(CacheKey key, String epochs, CachedResult result) {
        long fresh = ticker.getAsLong() + key.query().ttl().toNanos();
        KeptResult kept = new KeptResult(key, result, tables(key.query()), Long.parseLong(epochs), fresh);
        if (kept.isCurrent()) { // else it would only take room
            entries.put(key, kept);
        }
    }

    /** The epochs of a query's tables. Whoever has them has them before it reads, so that no later write can miss them. */
    private TableEpochs tables(CachedQuery query) {
        AtomicLong[] tables = new AtomicLong[query.tables().size() + 1];
        int at = 0;
        tables[at++] = cleared;
        for (String table : query.tables()) {
            tables[at++] = epochs.computeIfAbsent(table, name -> new AtomicLong());
        }
        return new TableEpochs(tables);
    }

    @Override
    public void invalidate(Set<String> tables) {
        for (String table : tables) {
            AtomicLong epoch = epochs.get(table);
            if (epoch != null) { // else nobody has begun to read it
                epoch.incrementAndGet();
            }
        }
    }

    @Override
    public void clear() {
        cleared.incrementAndGet();
        entries.invalidateAll();
    }

    private void removed(@Nullable CacheKey key, @Nullable KeptResult kept, RemovalCause cause) {
        if (key != null && cause == RemovalCause.SIZE) {
            key.query().counters().evicted();
        }
        if (kept != null) {
            recent.drop(kept);
        }
    }

    private static final class Lifetime implements Expiry<CacheKey, KeptResult> {
        @Override
        public long expireAfterCreate(CacheKey key, KeptResult kept, long now) {
            return key.query().ttl().plus(key.query().stale()).toNanos();
        }

        @Override
        public long expireAfterUpdate(CacheKey key, KeptResult kept, long now, long left) {
            return expireAfterCreate(key, kept, now);
        }

        @Override
        public long expireAfterRead(CacheKey key, KeptResult kept, long now, long left) {
            return left;
        }
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {
        private long weight = WEIGHT;
        private LongSupplier ticker = System::nanoTime;

        private Builder() {}

        /** How much room there is, in the units of {@link CachedResult#weight}. */
        public Builder weight(long most) {
            if (most < 1) {
                throw new IllegalArgumentException("got a weight of " + most + ", want 1 or more");
            }
            this.weight = most;
            return this;
        }

        /** The clock, in nanoseconds from any beginning; by default {@link System#nanoTime}. */
        public Builder ticker(LongSupplier nanoseconds) {
            this.ticker = nanoseconds;
            return this;
        }

        /** Makes the cache. */
        public MemoryCache build() {
            return new MemoryCache(this);
        }
    }
}
