package dev.tenet.rules.sql.cache;

import java.time.Duration;

/**
 * What happened to kept results since the templates were made.
 *
 * @param hits calls that a kept result answered, one whose time was over included
 * @param misses calls that none answered: each read the database, or waited for one that did
 * @param loads results read from the database
 * @param failures readings that failed
 * @param loadTime the time that all readings took together
 * @param evictions results dropped for lack of room
 * @param invalidations results found to be from before a write, and dropped
 * @param dropped refreshes of old results that were given which the executor refused, or had not begun when a call had to
 *     read the result itself: a sign that it is too small
 */
public record CacheStats(
        long hits,
        long misses,
        long loads,
        long failures,
        Duration loadTime,
        long evictions,
        long invalidations,
        long dropped) {
    /** Nothing. */
    public static final CacheStats NONE = new CacheStats(0, 0, 0, 0, Duration.ZERO, 0, 0, 0);

    /** Both together. */
    public CacheStats plus(CacheStats other) {
        return new CacheStats(
                hits + other.hits,
                misses + other.misses,
                loads + other.loads,
                failures + other.failures,
                loadTime.plus(other.loadTime),
                evictions + other.evictions,
                invalidations + other.invalidations,
                dropped + other.dropped);
    }
}
