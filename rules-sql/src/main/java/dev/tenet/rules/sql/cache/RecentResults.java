package dev.tenet.rules.sql.cache;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The results found last, one for each place that a hash has, in front of a map that also has to see to time and room: a
 * look here is a comparison. It holds no result longer than the map does. Safe for use by many threads.
 */
final class RecentResults {
    private static final int PLACES = 1 << 10;

    private final AtomicReferenceArray<KeptResult> places = new AtomicReferenceArray<>(PLACES);

    private static int place(int hash) {
        return (hash ^ hash >>> 10 ^ hash >>> 20) & PLACES - 1;
    }

    @Nullable
    KeptResult find(CachedQuery query, @Nullable Object[] values, @Nullable String tenant, Class<?> rows) {
        int hash = CacheKey.hash(query, values, tenant, rows);
        KeptResult found = places.get(place(hash));
        return found != null && found.key.isOf(hash, query, values, tenant, rows) ? found : null;
    }

    void add(KeptResult result) {
        places.set(place(result.key.hashCode()), result);
        if (result.dropped) { // perhaps before it was here
            remove(result);
        }
    }

    /** Lets go of a result that the map has dropped. */
    void drop(KeptResult result) {
        result.dropped = true;
        remove(result);
    }

    private void remove(KeptResult result) {
        places.compareAndSet(place(result.key.hashCode()), result, null);
    }
}
