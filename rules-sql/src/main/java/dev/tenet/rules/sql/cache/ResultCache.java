package dev.tenet.rules.sql.cache;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps results of templates. What it must hold to is this: once {@link #invalidate} has returned, it gives no result of
 * those tables whose epochs were taken before. It may lose results whenever it likes.
 *
 * <p>Safe for use by many threads. No method throws: a cache that fails has no results, and says so in a way of its own.
 */
public interface ResultCache {
    /**
     * What there is for a key. If it is nothing that is fresh, the answer holds the epochs of the tables as they are
     * now, to be given back to {@link #store} with a result that is read from now on.
     */
    Lookup look(CacheKey key);

    /** As the other method. A cache that can find a result before a key is made of its parts is quicker so. */
    default Lookup look(CachedQuery query, @Nullable Object[] values, @Nullable String tenant, Class<?> rows) {
        return look(CacheKey.of(query, values, tenant, rows));
    }

    /**
     * Keeps a result for the time that the key's query says, unless a table was written since the epochs were taken.
     *
     * @param key what it is to be found by
     * @param epochs as {@link #look} gave them before the result was read
     */
    void store(CacheKey key, String epochs, CachedResult result);

    /**
     * Drops all results that were read from any of these tables, those included that are being read just now.
     *
     * @param tables by the names that {@link CachedQuery#tables} has
     */
    void invalidate(Set<String> tables);

    /** Drops all results, those included that are being read just now. */
    void clear();
}
