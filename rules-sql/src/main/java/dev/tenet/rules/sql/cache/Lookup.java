package dev.tenet.rules.sql.cache;

/** What a cache has for a key. */
public sealed interface Lookup {
    /**
     * A result that is as good as new.
     *
     * @param result the result
     */
    record Hit(CachedResult result) implements Lookup {}

    /**
     * A result whose time is over, but not by more than is allowed, of tables that were not written since.
     *
     * @param result the result
     * @param epochs of the tables, as they are now
     */
    record Stale(CachedResult result, String epochs) implements Lookup {}

    /**
     * Nothing.
     *
     * @param epochs of the tables, as they are now
     */
    record Miss(String epochs) implements Lookup {}
}
