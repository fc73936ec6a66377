/**
 * Where the results of templates are kept: {@link dev.tenet.rules.sql.cache.MemoryCache} in the host's own memory,
 * {@link dev.tenet.rules.sql.cache.RedisCache} for several hosts, or a {@link dev.tenet.rules.sql.cache.ResultCache} of
 * the host's own.
 *
 * <p>What makes them right is the epochs. Each table has one, which changes whenever Tenet has written the table. They
 * are taken before a result is read, kept with it, and compared each time that it is asked for: a result that was read
 * before a write, or while it happened, is never given after it.
 */
package dev.tenet.rules.sql.cache;
