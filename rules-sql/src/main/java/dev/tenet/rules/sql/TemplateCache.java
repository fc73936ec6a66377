package dev.tenet.rules.sql;

import dev.tenet.rules.sql.cache.CacheCounters;
import dev.tenet.rules.sql.cache.CacheKey;
import dev.tenet.rules.sql.cache.CacheStats;
import dev.tenet.rules.sql.cache.CachedQuery;
import dev.tenet.rules.sql.cache.CachedResult;
import dev.tenet.rules.sql.cache.Lookup;
import dev.tenet.rules.sql.cache.ResultCache;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The kept results of templates that declare {@code cache_ttl}. What templates write drops what was read from it; a host
 * that writes by other means says so here, after its commit. Safe for use by many threads.
 */
public final class TemplateCache {
    private final ResultCache results;
    private final Duration stale;
    private final Refreshes refreshes;
    private final ConcurrentMap<String, CacheCounters> counters = new ConcurrentHashMap<>();
    private final ConcurrentMap<CacheKey, Load> loads = new ConcurrentHashMap<>();

    /**
     * A reading of the database that goes on.
     *
     * @param epochs of the tables before it began
     */
    private record Load(String epochs, CompletableFuture<CachedResult> result) {}

    TemplateCache(ResultCache results, Duration stale, java.util.concurrent.Executor refresher) {
        this.results = results;
        this.stale = stale;
        this.refreshes = new Refreshes(refresher);
    }

    /** Drops the results read from tables of the database {@value QueryDefinition#MAIN}, as the other method does. */
    public void invalidate(String... tables) {
        invalidate(QueryDefinition.MAIN, Arrays.asList(tables));
    }

    /**
     * Drops the results read from tables, those included that are being read just now; to be called after the commit.
     *
     * @param database the name of the database that the tables are in
     * @param tables their names as SQL has them; schemas make no difference
     */
    public void invalidate(String database, Collection<String> tables) {
        results.invalidate(CacheFacts.written(database, tables));
    }

    /** Drops all results. */
    public void clear() {
        results.clear();
    }

    /** What happened to the results of all queries. */
    public CacheStats stats() {
        return counters.values().stream().map(CacheCounters::stats).reduce(CacheStats.NONE, CacheStats::plus);
    }

    /** What happened to the results of each query that was asked for, by its name. */
    public Map<String, CacheStats> statsByQuery() {
        Map<String, CacheStats> all = new TreeMap<>();
        counters.forEach((name, counted) -> all.put(name, counted.stats()));
        return Collections.unmodifiableMap(all);
    }

    /** What is to be kept of a query; null if nothing. */
    @Nullable
    CachedQuery cached(QueryDefinition definition, CacheFacts facts) {
        if (definition.cacheTtl().isZero() || !definition.readOnly()) {
            return null;
        }
        return new CachedQuery(
                definition.name(),
                facts.fingerprint(),
                facts.reads(),
                definition.cacheTtl(),
                stale,
                counters.computeIfAbsent(definition.name(), name -> new CacheCounters()));
    }

    /** Drops what was read from tables that a template has written. */
    void written(Set<String> tables) {
        if (!tables.isEmpty()) {
            results.invalidate(tables);
        }
    }

    /**
     * The rows of a query, kept or read.
     *
     * @param type what they are asked for as: see {@link KeptRows}
     */
    <T> List<T> rows(
            Executor executor, CachedQuery query, Template template, @Nullable Object[] values, Class<?> type) {
        Lookup found = results.look(query, values, executor.tenant(), type);
        CachedResult result;
        if (found instanceof Lookup.Hit hit) {
            query.counters().hit();
            result = hit.result();
        } else {
            result = absent(executor, template, CacheKey.of(query, values, executor.tenant(), type), found);
        }
        @SuppressWarnings("unchecked") // they are what the key's type says
        List<T> rows = (List<T>) KeptRows.made(executor, template, type, result);
        return rows;
    }

    private CachedResult absent(Executor executor, Template template, CacheKey key, Lookup found) {
        if (found instanceof Lookup.Stale old) {
            key.query().counters().hit();
            refreshes.begin(key, () -> load(executor, template, key, old.epochs()));
            return old.result();
        } else if (found instanceof Lookup.Miss miss) {
            key.query().counters().miss();
            refreshes.overtake(key);
            return load(executor, template, key, miss.epochs());
        }
        throw new AssertionError(found);
    }

    /**
     * Reads a result, or waits for who is reading it. Only one that was begun when the tables were as they are now will do:
     * what was written since must be in it.
     */
    private CachedResult load(Executor executor, Template template, CacheKey key, String epochs) {
        Load mine = new Load(epochs, new CompletableFuture<>());
        Load first = loads.merge(key, mine, (running, own) -> running.epochs.equals(epochs) ? running : own);
        if (!first.equals(mine)) {
            return await(first);
        }
        try {
            // Somebody may have kept one between the look and here.
            Lookup again = results.look(key);
            CachedResult result =
                    again instanceof Lookup.Hit hit ? hit.result() : read(executor, template, key, epochs(again));
            mine.result.complete(result);
            return result;
        } catch (Throwable e) { // of an observer of the host's in another language, too: others wait
            mine.result.completeExceptionally(e);
            throw e;
        } finally {
            loads.remove(key, mine);
        }
    }

    private static String epochs(Lookup found) {
        if (found instanceof Lookup.Stale old) {
            return old.epochs();
        } else if (found instanceof Lookup.Miss miss) {
            return miss.epochs();
        }
        throw new AssertionError(found);
    }

    private static CachedResult await(Load load) {
        try {
            return load.result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            } else if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e;
        }
    }

    private CachedResult read(Executor executor, Template template, CacheKey key, String epochs) {
        long start = System.nanoTime();
        CachedResult result;
        try {
            result = executor.read(
                    template,
                    key.values(),
                    executor.maxRows(),
                    (layout, rows) -> KeptRows.read(executor, template, key.rows(), layout, rows));
            KeptRows.made(executor, template, key.rows(), result); // what cannot be given is not kept
        } catch (RuntimeException | Error e) {
            key.query().counters().failed(Duration.ofNanos(System.nanoTime() - start));
            throw e;
        }
        key.query().counters().loaded(Duration.ofNanos(System.nanoTime() - start));
        results.store(key, epochs, result);
        return result;
    }
}
