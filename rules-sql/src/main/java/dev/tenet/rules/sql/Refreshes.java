package dev.tenet.rules.sql;

import dev.tenet.rules.sql.cache.CacheKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The readings of results anew beside those who are given the old ones, one of each at a time. Each is begun or counted as
 * dropped: of what the host's executor drops without a word that is found out when somebody reads the result himself, or
 * when there is too much of it. Safe for use by many threads.
 */
final class Refreshes {
    private static final Logger LOG = LoggerFactory.getLogger(TemplateCache.class); // the name that hosts know
    private static final int MOST_WAITING = 10_000;

    private final java.util.concurrent.Executor executor;
    private final ConcurrentMap<CacheKey, Refresh> open = new ConcurrentHashMap<>();

    Refreshes(java.util.concurrent.Executor executor) {
        this.executor = executor;
    }

    /** Has a result read anew, unless that is under way. */
    void begin(CacheKey key, Runnable reading) {
        Refresh refresh = new Refresh(key, reading);
        if (open.size() >= MOST_WAITING) {
            open.values().forEach(Refresh::drop);
        }
        if (open.putIfAbsent(key, refresh) != null) {
            return;
        }
        try {
            executor.execute(refresh);
        } catch (RejectedExecutionException e) {
            refresh.drop();
            LOG.warn("{} is not refreshed, the executor takes no more; the old one is given", key, e);
        }
    }

    /** Somebody reads the result himself: its refresh, if it has not begun, comes too late, or never. */
    void overtake(CacheKey key) {
        Refresh refresh = open.get(key);
        if (refresh != null) {
            refresh.drop();
        }
    }

    /** One reading, which is begun or dropped. */
    private final class Refresh implements Runnable {
        private final CacheKey key;
        private final Runnable reading;
        private final AtomicBoolean decided = new AtomicBoolean();

        Refresh(CacheKey key, Runnable reading) {
            this.key = key;
            this.reading = reading;
        }

        @Override
        public void run() {
            if (!decided.compareAndSet(false, true)) {
                return;
            }
            try {
                reading.run();
            } catch (TemplateException | DatabaseException e) {
                LOG.warn("{} is not refreshed; the old one is given until its time is over", key, e);
            } finally {
                open.remove(key, this);
            }
        }

        void drop() {
            if (decided.compareAndSet(false, true)) {
                open.remove(key, this);
                key.query().counters().dropped();
            }
        }
    }
}
