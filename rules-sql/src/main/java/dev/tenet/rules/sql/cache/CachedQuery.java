package dev.tenet.rules.sql.cache;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * A query whose results are kept. Immutable but for what is counted.
 *
 * @param name the name of the query
 * @param fingerprint of all that decides what its results are: text, parameters, database, declared columns. Two queries
 *     of the same fingerprint share their results, in one host or several; after a reload that changed the query there
 *     is another
 * @param tables the names of what it reads, as {@link ResultCache#invalidate} is given them
 * @param ttl how long a result is fresh, more than zero
 * @param stale how much longer it may be given while a new one is read
 * @param counters what happens to its results
 */
public record CachedQuery(
        String name, String fingerprint, Set<String> tables, Duration ttl, Duration stale, CacheCounters counters) {
    /** Takes its own copy of the tables. */
    public CachedQuery {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(counters, "counters");
        tables = Set.copyOf(tables);
        if (ttl.isNegative() || ttl.isZero() || stale.isNegative()) {
            throw new IllegalArgumentException(
                    "got a time of " + ttl + " and " + stale + " more, want more than zero and no less than zero");
        }
    }
}
